using LossActors.Host.Configuration.Hocon;
using Microsoft.Extensions.Configuration;

namespace LossActors.Host.Configuration;

/// <summary>The leaves of a configuration as a flat table. Null is null, an empty list the empty text, an empty object null, as for JSON
/// files.</summary>
public sealed class HoconConfigurationProvider(HoconObject root) : ConfigurationProvider
{
    /// <exception cref="ConfigurationException">Two keys differ in case alone, which this form of configuration cannot tell
    /// apart.</exception>
    public override void Load()
    {
        var table = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in root.Fields)
            Add(table, field.Key, field.Value, field.Origin);
        Data = table;
    }

    static void Add(Dictionary<string, string?> table, string key, HoconValue value, Origin origin)
    {
        switch (value)
        {
            case HoconObject { Fields.Count: > 0 } inner:
                foreach (var field in inner.Fields)
                    Add(table, ConfigurationPath.Combine(key, field.Key), field.Value, field.Origin);
                return;
            case HoconArray { Items.Count: > 0 } list:
                for (var i = 0; i < list.Items.Count; i++)
                    Add(table, ConfigurationPath.Combine(key, $"{i}"), list.Items[i], list.Items[i].Origin);
                return;
        }

        var text = value switch
        {
            HoconScalar { Kind: not HoconScalarKind.Null } scalar => scalar.Text,
            HoconArray => "",
            _ => null,
        };
        if (!table.TryAdd(key, text))
            throw origin.Error($"the key {key.Replace(':', '.')} differs from another one in case alone; keep one of them");
    }
}
