namespace LossActors.Host.Output;

/// <summary>A length of time for people.</summary>
static class DurationText
{
    /// <summary>Like <c>1:05:09</c> or <c>5:09</c>.</summary>
    public static string Of(TimeSpan time) => time.TotalHours >= 1
        ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}"
        : $"{(int)time.TotalMinutes}:{time.Seconds:00}";
}
