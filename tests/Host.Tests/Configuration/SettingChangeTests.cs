using LossActors.Host.Configuration;

namespace LossActors.Host.Tests.Configuration;

public class SettingChangeTests
{
    [Fact]
    public void Changed_added_and_removed_settings_are_listed_by_key()
    {
        var before = Conf.Read("run { seed = 1, births = 60 }, islands.count = 4, seeds = [ce]").Flatten();
        var after = Conf.Read("run { seed = 2, births = \"60\" }, seeds = [ce, ngl], scale = unit").Flatten();

        Assert.Equal(
            """
              islands.count : 4 → (not set)
              run.seed      : 1 → 2
              scale         : (not set) → unit
              seeds         : [ce] → [ce, ngl]
            """.ReplaceLineEndings("\n"),
            SettingChange.Print(SettingChange.Between(before, after)));
    }

    [Fact]
    public void Equal_settings_have_no_changes()
    {
        var settings = Conf.Read("a = 1, b { c = x }").Flatten();

        Assert.Empty(SettingChange.Between(settings, Conf.Read("b.c : \"x\"\na : 1").Flatten()));
        Assert.Equal("", SettingChange.Print([]));
    }
}
