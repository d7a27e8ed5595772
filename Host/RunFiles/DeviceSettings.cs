using LossActors.Host.Configuration.Settings;

namespace LossActors.Host.RunFiles;

/// <summary>Which devices a node uses, and how.</summary>
/// <param name="CpuLanes">Null: one a core, none where CUDA cards are used.</param>
/// <param name="Cards">Null: all that are found.</param>
/// <param name="Isolate">Whether every lane trains in a child process; null: those of CUDA cards do.</param>
public sealed record DeviceSettings(int? CpuLanes, IReadOnlyList<int>? Cards, int LanesPerCard, int AuditEvery, bool? Isolate)
{
    const int All = -1;
    const int None = -2;

    public static DeviceSettings Read(SettingsReader devices)
    {
        var lanes = devices.Get("cpu.lanes", Setting.Word("auto", All, Setting.Int32(0, 4096)));
        var cards = devices.Get("cuda.cards", Setting.ListOr(
            Setting.List(Setting.Int32(0, 1023)),
            Setting.Parsed<IReadOnlyList<int>>("all, none or a list of card numbers", "[0]", text => text switch
            {
                "all" => [All],
                "none" => [None],
                _ => throw new FormatException($"'{text}' is neither all nor none"),
            })));
        return new DeviceSettings(
            lanes == All ? null : lanes,
            cards is [All] ? null : cards is [None] or null ? [] : cards,
            devices.Get("cuda.lanes", Setting.Int32(1, 1024)),
            devices.Get("audit-every", Setting.Int32(0)),
            devices.Get("isolate", Setting.OneOf("auto", "always", "never")) switch { "always" => true, "never" => false, _ => null });
    }
}
