using LossActors.Host.Terminal;
using LossActors.Learning.Data;

namespace LossActors.Host.Tests.Terminal;

public sealed class DataTextTests
{
    [Fact]
    public void Data_are_told_in_a_line_for_each_split_and_each_warning_that_cannot_move_the_cursor()
    {
        var output = new StringWriter { NewLine = "\n" };
        DataText.Print(output, new DataDescription(
            ["/data/zoo/a.bin", "/data/zoo/b.bin"], new(3, 8, 8), null, ["cat\u001b[2J", "dog"],
            [new("training", [30, 50]), new("validation", [5, 5]), new("test", [7, 8])], ["dog is rare"]));
        Assert.Equal(
            """
            Data: a.bin, b.bin in /data/zoo
              105 images of 3×8×8; 2 classes: cat\u001b[2J, dog
              training        80  30 cat\u001b[2J, 50 dog
              validation      10  5 of each class
              test            15  7 cat\u001b[2J, 8 dog
              Warning: dog is rare.

            """,
            output.ToString());
    }

    [Fact]
    public void Long_names_are_cut()
    {
        var name = new string('x', 5000);
        DataSplit[] splits = [new("training", [1, 2]), new("test", [1, 9])];
        var data = new DataDescription(["/data/t.csv"], new(1, 1, 1), [name], ["a", name], splits, []);
        Assert.All(DataText.Lines(data), line => Assert.True(line.Length < 140, line));
        Assert.Contains($"{new string('x', 40)}…", string.Concat(DataText.Lines(data)));
    }
}
