using LossActors.Persistence.Addresses;

namespace LossActors.Persistence.Tests.Addresses;

public sealed class JournalAddressTests
{
    [Theory]
    [InlineData("sqlite:runs/a.db", JournalKind.Sqlite, "runs/a.db")]
    [InlineData("sqlite:/a:b.db", JournalKind.Sqlite, "/a:b.db")]
    public void Addresses_are_read(string text, JournalKind kind, string location)
    {
        Assert.Equal(new(kind, location), JournalAddress.Parse(text));
        Assert.Equal(text, JournalAddress.Parse(text).ToString());
    }

    [Theory]
    [InlineData("postgres://me:hush@db.example:5433/runs?sslmode=require", "postgres://db.example:5433/runs")]
    [InlineData("postgresql://me@db.example/runs", "postgres://db.example:5432/runs")]
    [InlineData("postgres://me:hu%40sh@db.example", "postgres://db.example:5432/me")]
    [InlineData("Host=db.example;Username=me;Password=hush;Database=runs", "postgres://db.example:5432/runs")]
    [InlineData("Server=db.example; User Id=me; Password='hu;sh'", "postgres://db.example:5432/me")]
    public void PostgreSQLs_addresses_are_shown_without_user_and_password(string text, string shown)
    {
        var address = JournalAddress.Parse(text);

        Assert.Equal((JournalKind.Postgres, shown), (address.Kind, address.ToString()));
    }

    [Fact]
    public void What_a_URL_says_reaches_the_driver()
    {
        var settings = PostgresAddress.Parse(
            "postgres://u%20ser:p%2Fw%40d@db.example:5433/ru%20ns?sslmode=verify-full&sslrootcert=/etc/ca.pem"
            + "&application_name=mine&connect_timeout=7&Keepalive=11");

        Assert.Equal(("u ser", "p/w@d"), (settings.Username, settings.Password));
        Assert.Equal(("db.example", 5433, "ru ns"), (settings.Host, settings.Port, settings.Database));
        Assert.Equal((Npgsql.SslMode.VerifyFull, "/etc/ca.pem"), (settings.SslMode, settings.RootCertificate));
        Assert.Equal(("mine", 7, 11), (settings.ApplicationName, settings.Timeout, settings.KeepAlive));
    }

    [Fact]
    public void What_the_address_says_wins_over_the_journals_defaults()
    {
        const string address = "Host=h;Maximum Pool Size=3;Search Path=other;Options=-c work_mem=8MB";
        var settings = PostgresAddress.ForAJournal(address, JournalAccess.ReadOnly);

        Assert.Equal((3, "other", 30), (settings.MaxPoolSize, settings.SearchPath, settings.KeepAlive));
        Assert.Contains("-c lock_timeout=5s", settings.Options!, StringComparison.Ordinal);
        Assert.EndsWith("-c default_transaction_read_only=on -c work_mem=8MB", settings.Options!, StringComparison.Ordinal);
        Assert.Equal("lossactors", PostgresAddress.ForAJournal("Host=h", JournalAccess.Create).SearchPath);
    }

    [Theory]
    [InlineData("")]
    [InlineData("journal.db")]
    [InlineData("sqlite:")]
    [InlineData("mysql://me:hush@h/d")]
    [InlineData("postgres://me:hush@")]
    [InlineData("postgres://me:hush@h:port/d")]
    [InlineData("postgres://me:hush@h/d?nonsense=hush")]
    [InlineData("Host=h;Password=hu;sh=hush")]
    [InlineData("Host=h;Password=\"hush")]
    public void What_is_no_address_is_refused_without_a_word_of_it(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => JournalAddress.Parse(text));

        Assert.DoesNotContain("hush", refusal.ToString(), StringComparison.Ordinal);
        Assert.Contains("write", refusal.Message, StringComparison.Ordinal);
    }
}
