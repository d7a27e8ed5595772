using LossActors.Host.Configuration.Settings;
using LossActors.Learning.Structured;

namespace LossActors.Host.RunFiles;

/// <summary>The <c>evaluation.structure</c> block: how losses see outputs that are structures.</summary>
static class StructureSettings
{
    /// <param name="scoring">What of an answer counts where the file does not say.</param>
    /// <param name="candidates">Among what is chosen where the file does not say.</param>
    public static StructureSpec Read(SettingsReader s, StructureScoring scoring, CandidateSet candidates)
    {
        var absent = new StructureSpec(new());
        return new(
            Embedding(s.Section("embedding"), absent.Embedding),
            s.Get("temperature", Setting.Double(1e-3, 1e3), absent.Temperature),
            s.Get("candidates", Setting.OneOf<CandidateSet>(), candidates),
            s.Get("score", Setting.OneOf<StructureScoring>(), scoring),
            s.Has("decoding") ? Decoding(s.Section("decoding"), new()) : null);
    }

    static EmbeddingSpec Embedding(SettingsReader s, EmbeddingSpec absent) => new(
        s.Get("kind", Setting.OneOf<EmbeddingKind>(), absent.Kind),
        s.Get("width", Setting.Int32(2, 4096), absent.Width),
        s.Get("hidden", Setting.Int32(1, 4096), absent.Hidden),
        s.Get("layers", Setting.Int32(1, 32), absent.Layers),
        s.Get("steps", Setting.Int32(1, 10_000_000), absent.Steps),
        s.Get("batch", Setting.Int32(2, 65536), absent.Batch),
        s.Get("temperature", Setting.Double(0, aboveMin: true), absent.Temperature),
        s.Get("edits", Setting.Int32(1, 1000), absent.Edits),
        s.Get("far-edits", Setting.Int32(0, 1000), absent.FarEdits),
        s.Get("lr", Setting.Double(0, aboveMin: true), absent.Rate),
        s.Get("order", Setting.OneOf<NodeOrder>(), absent.Order));

    static DecodingSpec Decoding(SettingsReader s, DecodingSpec absent) => new(
        s.Get("samples", Setting.Int32(1), absent.Samples),
        s.Get("starts", Setting.Int32(0, 100), absent.Starts),
        s.Get("random-starts", Setting.Int32(0, 100), absent.RandomStarts),
        s.Get("steps", Setting.Int32(1, 10_000), absent.Steps),
        s.Get("rate", Setting.Double(0, aboveMin: true), absent.Rate),
        s.Get("noise", Setting.Double(0, 10), absent.Noise),
        s.Get("repair", Setting.Boolean, absent.Repair));
}
