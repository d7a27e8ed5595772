using LossActors.Host.Configuration;
using Microsoft.Extensions.Configuration;

namespace LossActors.Host.Tests.Configuration;

public class HoconConfigurationSourceTests
{
    [Fact]
    public void Leaves_are_keys_joined_by_colons()
    {
        var configuration = Build("log { MinimumLevel = Information, WriteTo = [{ Name = File, Args { path = \"a b.log\" } }, { Name = Console }] }, none = null, list = []");

        Assert.Equal(
        [
            "list=", "log=", "log:MinimumLevel=Information", "log:WriteTo=", "log:WriteTo:0=", "log:WriteTo:0:Args=", "log:WriteTo:0:Args:path=a b.log",
            "log:WriteTo:0:Name=File", "log:WriteTo:1=", "log:WriteTo:1:Name=Console", "none=",
        ], configuration.AsEnumerable().OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"));
        Assert.Equal("File", configuration["Log:writeto:0:name"]);
        Assert.Equal("", configuration["list"]);
        Assert.Null(configuration["none"]);
    }

    [Fact]
    public void Every_leaf_of_a_configuration_comes_back_from_it()
    {
        var root = Conf.Read("a { b { c = 1 }, d = x y }, e = 2.5, f = true");

        var configuration = new ConfigurationBuilder().Add(new HoconConfigurationSource(root)).Build();

        Assert.Equal(root.Flatten().Select(l => (l.Key.Replace('.', ':'), l.Value)),
            configuration.AsEnumerable().Where(p => p.Value is not null).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value!)));
    }

    [Fact]
    public void Keys_that_differ_in_case_alone_are_refused() => Assert.Equal(
        "a.conf:1:12: the key s.A differs from another one in case alone; keep one of them", Conf.Refusal(() => Build("s { a = 1, A = 2 }")));

    static IConfigurationRoot Build(string text) => new ConfigurationBuilder().Add(new HoconConfigurationSource(Conf.Read(text))).Build();
}
