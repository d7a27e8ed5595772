using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Structured;

namespace LossActors.Learning.Training;

/// <summary>
/// How a loss is measured: data, network, optimiser, budget and seed. The JSON names are the keys of a run file's
/// <c>evaluation</c> block.
/// </summary>
/// <param name="Batch">Samples a step; more than the training points means all of them.</param>
/// <param name="Steps">Optimiser steps of a full training (rung 1).</param>
/// <param name="Repeats">Trainings a measurement, each from its own paired seed.</param>
/// <param name="Seed">Start of all randomness of the measurement: data, split, label noise, initial weights, shuffling.</param>
/// <param name="SharpDro">
/// How groups of samples are weighed against each other, for comparisons; null for not at all. It takes a loss that is a mean.
/// </param>
/// <param name="Structure">How losses see the outputs where these are structures; null for classes.</param>
public sealed record Recipe(
    DatasetSpec Dataset, NetworkSpec Network, OptimiserSpec Optimiser, int Batch, int Steps, int Repeats = 1, ulong Seed = 1,
    ScaleDefault Scale = ScaleDefault.Unit, SharpDroSpec? SharpDro = null, StructureSpec? Structure = null) : ICanonical<Recipe>
{
    /// <summary>
    /// What counts for a result: the recipe with the data's content instead of their places, equal for two machines that keep the same
    /// bytes in different folders.
    /// </summary>
    /// <exception cref="InvalidOperationException">The data are not <see cref="Pinned"/>.</exception>
    [JsonIgnore]
    public Recipe Identity => Dataset.IsPinned && Network.IsPinned
        ? this with { Dataset = Dataset.WithoutPlaces(), Network = Network.WithoutPlaces() }
        : throw new InvalidOperationException("The recipe's files have no content hash yet: call Pinned() where the files can be read.");

    /// <summary>
    /// C of the loss: of how many logits a sample has one. The number of classes, or of structures the samples of a batch.
    /// </summary>
    [JsonIgnore]
    public int LossClasses => Structure is null ? Dataset.ClassCount : Batch;

    /// <summary>Canonical JSON: fixed order of properties, shortest round-trip numbers, no white space.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TrainingJson.Canonical.Recipe);

    /// <summary>As JSON: the record's own text would print the identity of the identity of … without end.</summary>
    public override string ToString() => ToJson();

    /// <exception cref="FormatException">Not a recipe, or a value out of range; the message names the key.</exception>
    public static Recipe Parse(string json)
    {
        try
        {
            var recipe = JsonSerializer.Deserialize(json, TrainingJson.Canonical.Recipe)
                ?? throw new FormatException("The recipe is null.");
            return recipe.Problems() is [var first, ..] ? throw new FormatException($"{first.Key} {first.Problem}.") : recipe;
        }
        catch (JsonException e)
        {
            throw new FormatException($"The recipe does not read: {e.Message}", e);
        }
        catch (NotSupportedException e)
        {
            throw new FormatException($"The recipe does not read: {e.Message}", e);
        }
    }

    /// <summary>
    /// Reads the data and the network's file, makes sure that they can be trained on, and writes the hash of the files' bytes into the
    /// recipe; called once, at the founding of a run.
    /// </summary>
    /// <exception cref="DataSetException">A file is missing, unreadable or damaged.</exception>
    /// <exception cref="FormatException">The network does not fit the data; the message names the key.</exception>
    public Recipe Pinned()
    {
        var pinned = this with { Dataset = Dataset.Pinned(), Network = Network.Pinned() };
        var draw = DataDraw.From(pinned.Dataset, PairedSeed.ForSearch(Seed, 0));
        (Dataset as StructuredSpec)?.Check(draw.Outputs!);
        Networks.Network.Check(Network, draw.Shape, Structure is null ? draw.Classes : 3);
        if (Structure is not null) StructuredFit.Check(Structure, draw, Batch);
        return pinned;
    }

    /// <summary>
    /// What it trains on, with what is likely to be a mistake in it: for people to see. Reads files at most once a process. Of generated
    /// data it is the first training's draw.
    /// </summary>
    /// <exception cref="DataSetException">A file is missing, damaged, or other than when the recipe was pinned.</exception>
    public DataDescription Description() => DataDescription.Of(Dataset, PairedSeed.ForSearch(Seed, 0), Batch);

    /// <summary>Where the files lie that a training reads: the data's, and the network's.</summary>
    /// <exception cref="DataSetException">A file is missing.</exception>
    public IEnumerable<string> Files()
    {
        foreach (var (_, path) in (Dataset as PooledSpec)?.Files() ?? []) yield return path;
        if (Network is TorchScriptSpec script) yield return script.File;
    }

    /// <summary>The same where this machine has the data as they were, and no download is needed; else null.</summary>
    public DataDescription? DescriptionOnHand()
    {
        try
        {
            return Dataset.IsOnHand ? Description() : null;
        }
        catch (DataSetException)
        {
            return null;
        }
    }

    /// <summary>The same recipe at another learning rate.</summary>
    public Recipe With(double lr) => this with { Optimiser = Optimiser.With(lr) };

    /// <summary>Steps of a training at a rung: rung × steps, rounded half to even, at least 1.</summary>
    public int StepsAt(double rung) => Math.Max(1, (int)Math.Round(rung * Steps, MidpointRounding.ToEven));

    /// <summary>
    /// Every value out of range, as (key below <c>evaluation</c>, sentence without subject and full stop); empty for a sound recipe.
    /// </summary>
    public IReadOnlyList<(string Key, string Problem)> Problems()
    {
        var found = new List<(string, string)>();
        if (Dataset is null) found.Add(("dataset", "is missing"));
        if (Network is null) found.Add(("network", "is missing"));
        if (Optimiser is null) found.Add(("optimiser", "is missing"));
        if (Batch < 1) found.Add(("batch", $"is {Batch}; at least 1 is needed"));
        if (Steps < 1) found.Add(("steps", $"is {Steps}; at least 1 is needed"));
        if (Structure is null && Dataset is StructuredSpec)
            found.Add(("structure", "is missing, and the data have structures for outputs"));
        if (Structure is not null && Dataset is not (null or StructuredSpec))
            found.Add(("structure", "is for data with structures for outputs, such as molecules; leave it out"));
        if (Structure is not null && Batch < 2)
            found.Add(("batch", $"is {Batch}; the scores of structures are those of a batch's pairs, so at least 2 are needed"));
        if (Structure is not null && Network is MlpSpec { SingleOutput: true })
            found.Add(("network.single-output", "is for two classes, and the data have structures for outputs; leave it out"));
        if (Structure is not null && SharpDro is not null) found.Add(("sharp-dro", "weighs groups of samples of classes; leave it out"));
        found.AddRange(Structure?.Problems().Select(p => ($"structure.{p.Key}", p.Problem)) ?? []);
        if (Batch == 1 && Network is { NormalisesBatches: true })
            found.Add(("batch", "is 1, and the network normalises each batch by its own statistics; at least 2 are needed"));
        if (Repeats is < 1 or > 1000) found.Add(("repeats", $"is {Repeats}; 1 to 1000 trainings make a measurement"));
        found.AddRange(Dataset?.Problems().Select(p => ($"dataset.{p.Key}", p.Problem)) ?? []);
        found.AddRange(Network?.Problems().Select(p => ($"network.{p.Key}", p.Problem)) ?? []);
        found.AddRange(SharpDro?.Problems().Select(p => ($"sharp-dro.{p.Key}", p.Problem)) ?? []);
        found.AddRange(Optimiser?.Problems().Select(p => ($"optimiser.{p.Key}", p.Problem)) ?? []);
        return found;
    }
}
