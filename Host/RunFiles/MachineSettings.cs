using Akka.Configuration;
using LossActors.Host.Configuration.Hocon;
using LossActors.Host.Configuration.Settings;

namespace LossActors.Host.RunFiles;

/// <summary>What concerns this machine alone, whatever it works for.</summary>
/// <param name="Akka">The file's <c>akka { … }</c>.</param>
public sealed record MachineSettings(NodeSettings Node, DeviceSettings Devices, ArithmeticMode Arithmetic, LogSettings Log, Config Akka)
{
    static readonly string[] Searching = ["run", "islands", "evolution", "compare"];

    /// <summary>For commands that take the search from the journal.</summary>
    /// <param name="overrides">Each <c>key=value</c>, over the defaults.</param>
    /// <exception cref="Configuration.ConfigurationException">One is a key of searches, or does not read.</exception>
    public static MachineSettings Read(IReadOnlyList<string> overrides)
    {
        var root = HoconReader.ReadText("", "--set", new HoconOptions { Overrides = overrides, Defaults = [FileSettings.Defaults] });
        if (Searching.FirstOrDefault(key => root.Field(key) is { } field && FileSettings.IsOwn(field)) is { } foreign)
            throw new Configuration.ConfigurationException(
                "--set",
                $"{foreign} decides what a run file says and means nothing here; keys of this machine are node, devices, log and akka");
        return SettingsReader.Read(root, settings =>
        {
            settings.Accept("run", "journal", "data", "islands", "evolution", "compare", "evaluation");
            return Read(root, settings, root.Find("evaluation.arithmetic")?.ToString() switch
            {
                "portable" => ArithmeticMode.Portable,
                "any" => ArithmeticMode.Any,
                _ => ArithmeticMode.Same,
            });
        }, FileSettings.IsOwn);
    }

    internal static MachineSettings Read(HoconObject root, SettingsReader settings, ArithmeticMode arithmetic)
    {
        settings.Accept("akka");
        return new(
            NodeSettings.Read(settings.Section("node")), DeviceSettings.Read(settings.Section("devices")), arithmetic,
            LogSettings.Read(settings.Section("log")), AkkaOf(root));
    }

    /// <summary>Akka's own reader takes it from here: which keys there are is Akka's affair.</summary>
    static Config AkkaOf(HoconObject root)
    {
        var lines = root.Flatten().Where(k => k.Key.StartsWith("akka.", StringComparison.Ordinal)).Select(k => $"{k.Key} = {k.Value}");
        return ConfigurationFactory.ParseString(string.Join('\n', lines));
    }
}
