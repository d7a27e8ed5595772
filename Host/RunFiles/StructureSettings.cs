using LossActors.Host.Configuration.Settings;
using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using LossActors.Learning.Structured;

namespace LossActors.Host.RunFiles;

/// <summary>The <c>evaluation.structure</c> block: how losses see outputs that are structures.</summary>
static class StructureSettings
{
    /// <param name="data">Decides what is the case where the file does not say: descriptions are for retrieval.</param>
    public static StructureSpec Read(SettingsReader s, StructuredSpec data)
    {
        var (scoring, candidates) = data is DescriptionsSpec
            ? (StructureScoring.Exact, CandidateSet.All)
            : (StructureScoring.Edit, CandidateSet.Known);
        var absent = new StructureSpec(new());
        return new(
            Embedding(s.Section("embedding"), absent.Embedding, data is MoleculesSpec),
            s.Get("temperature", Setting.Double(1e-3, 1e3), absent.Temperature),
            s.Get("candidates", Setting.OneOf<CandidateSet>(), candidates),
            s.Get("score", Setting.OneOf<StructureScoring>(), scoring),
            s.Has("decoding") ? Decoding(s.Section("decoding"), new()) : null);
    }

    /// <summary>A key is read where the kind makes use of it, and is refused elsewhere: it would tell one search from another.</summary>
    static EmbeddingSpec Embedding(SettingsReader s, EmbeddingSpec absent, bool isGraphs)
    {
        var kind = s.Get("kind", Setting.OneOf<EmbeddingKind>(), absent.Kind);
        var learns = kind == EmbeddingKind.Learned;
        var encodes = learns || kind == EmbeddingKind.Random;
        const string Encoding = "kind = learned or random", Learning = "kind = learned";
        return new(
            kind,
            Of("width", Setting.Int32(2, 4096), absent.Width, kind != EmbeddingKind.OneHot, "every kind but one-hot"),
            Of("hidden", Setting.Int32(1, 4096), absent.Hidden, encodes, Encoding),
            Of("layers", Setting.Int32(1, 32), absent.Layers, encodes, Encoding),
            Of("steps", Setting.Int32(1, 10_000_000), absent.Steps, learns, Learning),
            Of("batch", Setting.Int32(2, 65536), absent.Batch, learns, Learning),
            Of("temperature", Setting.Double(0, aboveMin: true), absent.Temperature, learns, Learning),
            Of("edits", Setting.Int32(1, 1000), absent.Edits, learns, Learning),
            Of("far-edits", Setting.Int32(0, 1000), absent.FarEdits, learns, Learning),
            Of("lr", Setting.Double(0, aboveMin: true), absent.Rate, learns, Learning),
            Of(
                "order", Setting.OneOf<NodeOrder>(), absent.Order, isGraphs && kind == EmbeddingKind.OneHot,
                "kind = one-hot of molecules"));

        T Of<T>(string key, SettingType<T> type, T other, bool used, string users)
        {
            if (used) return s.Get(key, type, other);
            if (s.Has(key)) s.Refuse(key, $"is for {users}; leave it out");
            return other;
        }
    }

    static DecodingSpec Decoding(SettingsReader s, DecodingSpec absent) => new(
        s.Get("samples", Setting.Int32(1), absent.Samples),
        s.Get("starts", Setting.Int32(0, 100), absent.Starts),
        s.Get("random-starts", Setting.Int32(0, 100), absent.RandomStarts),
        s.Get("steps", Setting.Int32(1, 10_000), absent.Steps),
        s.Get("rate", Setting.Double(0, aboveMin: true), absent.Rate),
        s.Get("noise", Setting.Double(0, 10), absent.Noise),
        s.Get("repair", Setting.Boolean, absent.Repair));
}
