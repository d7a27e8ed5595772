namespace LossActors.Genetics.Randomness;

/// <summary>What a stream of draws is for. Numbers are stored in no file but decide every seed's outcome: never renumber.</summary>
public enum Purpose : byte
{
    /// <summary>A founder's genome.</summary>
    Founding = 1,
    /// <summary>Which individuals become parents.</summary>
    Selection = 2,
    /// <summary>Crossover and mutation of a birth.</summary>
    Variation = 3,
    /// <summary>A random topology's neighbours.</summary>
    Migration = 4,
    /// <summary>Which evaluations are trained a second time to check that they repeat.</summary>
    Audit = 5,
    /// <summary>Synthetic inputs.</summary>
    Data = 16,
    /// <summary>Noisy labels.</summary>
    LabelNoise = 17,
    /// <summary>Division into training, validation and test points.</summary>
    Split = 18,
    /// <summary>Initial weights of a network.</summary>
    Weights = 19,
    /// <summary>Order of training points.</summary>
    Shuffling = 20,
    /// <summary>Dropout and augmentation.</summary>
    Augmentation = 21,
    /// <summary>Resampling of statistics.</summary>
    Resampling = 22,
    /// <summary>Checks of the program itself.</summary>
    Probing = 23,
    /// <summary>Severities of corrupted inputs, and their noise.</summary>
    Corruption = 24,
    /// <summary>Learning to embed structures, and decoding them.</summary>
    Embedding = 25,
}
