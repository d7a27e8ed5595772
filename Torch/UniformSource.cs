namespace LossActors.Torch;

/// <summary>Fills a span with independent draws, uniform in [0, 1).</summary>
public delegate void UniformSource(Span<float> values);
