namespace LossActors.Structures.Tables;

/// <summary>A file that is no table of labels or ranks; the message names the file, the line, and what to do.</summary>
public sealed class TableException(string message, Exception? inner = null) : FormatException(message, inner);
