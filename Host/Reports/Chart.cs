namespace LossActors.Host.Reports;

/// <summary>A drawing, in the HTML page and as numbers in the JSON; Markdown names it.</summary>
/// <param name="Title">One sentence; screen readers read it for the drawing.</param>
public abstract record Chart(string Title) : Block;
