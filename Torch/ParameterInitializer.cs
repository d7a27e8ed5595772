namespace LossActors.Torch;

/// <summary>Fills the first values of one parameter.</summary>
/// <param name="name">The parameter's path in its network, such as <c>0.weight</c>.</param>
/// <param name="fanIn">The number of inputs that one output sums over; positive.</param>
/// <param name="values">The elements, in row-major order.</param>
public delegate void ParameterInitializer(string name, long fanIn, Span<float> values);
