using LossActors.Host.Configuration.Hocon;

namespace LossActors.Host.Configuration;

/// <summary>Takes down what is wrong with one setting, which errors call by its full path.</summary>
sealed record SettingFaults(string Key, string LastKey, List<ConfigurationError> Errors)
{
    public SettingFaults Item(int index) => this with { Key = $"{Key}[{index}]" };

    public void Add(HoconValue value, string expected, string remedy) =>
        Errors.Add(new ConfigurationError(value.Origin, $"{Key} is {value.Described}, but must be {expected}{remedy}"));

    public void Replace(int from, HoconValue value, string expected, string remedy)
    {
        Errors.RemoveRange(from, Errors.Count - from);
        Add(value, expected, remedy);
    }
}
