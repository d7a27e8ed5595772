using LossActors.Host.Configuration;
using LossActors.Host.Configuration.Hocon;

namespace LossActors.Host.Tests.Configuration;

/// <summary>Short ways to read a text.</summary>
static class Conf
{
    public static readonly HoconOptions NoEnvironment = new() { Environment = _ => null };

    public static HoconObject Read(string text, HoconOptions? options = null) =>
        HoconReader.ReadText(text, "a.conf", options ?? NoEnvironment);

    public static string Rendered(string text, HoconOptions? options = null) => Read(text, options).Render();

    /// <summary>The message of the error that an action ends in.</summary>
    public static string Refusal(Action action) => Assert.Throws<ConfigurationException>(action).Message;

    public static string Refusal(string text, HoconOptions? options = null) => Refusal(() => Read(text, options));
}
