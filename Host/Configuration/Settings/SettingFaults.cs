using LossActors.Host.Configuration.Hocon;

namespace LossActors.Host.Configuration.Settings;

/// <summary>Takes down what is wrong with one setting, which errors call by its full path. <c>Else</c> names what it may be beside the type
/// that is being read: "auto or ".</summary>
sealed record SettingFaults(string Key, string LastKey, List<ConfigurationError> Errors, string Else = "")
{
    public SettingFaults Item(int index) => this with { Key = $"{Key}[{index}]", Else = "" };

    public SettingFaults Or(string other) => this with { Else = $"{Else}{other} or " };

    public void Add(HoconValue value, string expected, string remedy) =>
        Errors.Add(new ConfigurationError(value.Origin, $"{Key} is {value.Described}, but must be {Else}{expected}{remedy}"));
}
