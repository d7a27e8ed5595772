using LossActors.Host.Configuration;
using LossActors.Host.Configuration.Hocon;
using LossActors.Host.Configuration.Settings;

namespace LossActors.Host.RunFiles;

/// <summary>What concerns this machine alone, for commands that take the search from the journal.</summary>
public sealed record MachineSettings(NodeSettings Node, DeviceSettings Devices, ArithmeticMode Arithmetic, LogSettings Log)
{
    /// <param name="overrides">Each <c>key=value</c>, over the defaults.</param>
    public static MachineSettings Read(IReadOnlyList<string> overrides)
    {
        var root = HoconReader.ReadText("", "--set", new HoconOptions { Overrides = overrides, Defaults = ["reference.conf"] });
        return SettingsReader.Read(root, settings =>
        {
            settings.Accept("run", "journal", "data", "islands", "evolution", "compare", "evaluation");
            return new MachineSettings(
                NodeSettings.Read(settings.Section("node")), DeviceSettings.Read(settings.Section("devices")),
                root.Find("evaluation.arithmetic")?.ToString() switch
                {
                    "portable" => ArithmeticMode.Portable,
                    "any" => ArithmeticMode.Any,
                    _ => ArithmeticMode.Same,
                },
                LogSettings.Read(settings.Section("log")));
        });
    }
}
