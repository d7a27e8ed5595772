using LossActors.Host.Configuration;
using LossActors.Host.Terminal;

namespace LossActors.Host.Tests.Terminal;

public sealed class StandardOutputTests
{
    [Fact]
    public void An_output_that_takes_no_more_is_named()
    {
        var output = new StandardOutput(new Full());
        foreach (var write in new Action[] { () => output.Write('x'), () => output.WriteLine("x"), () => output.Write("x".AsSpan()) })
        {
            Assert.Equal(
                "standard output: cannot be written: No space left on device; make room, or send it somewhere else",
                Assert.Throws<ConfigurationException>(write).Message);
        }
    }

    sealed class Full : StringWriter
    {
        public override void Write(char value) => throw new IOException("No space left on device");

        public override void Write(string? value) => throw new IOException("No space left on device");

        public override void Write(char[] buffer, int index, int count) => throw new IOException("No space left on device");
    }
}
