namespace LossActors.Host.Tests.Configuration;

public class HoconSyntaxErrorTests
{
    const string Unquoted = "cannot stand in a text without quotes; put the whole value in double quotes";
    const string NextKey = ", or begin the next key on a new line or after a comma";

    [Theory]
    [InlineData("[1]", "a.conf:1:1: the file is a list; write keys and values, as in: run { name = first }")]
    [InlineData(
        "{ a = 1 } b = 2",
        "a.conf:1:11: nothing may follow the closing '}' of the whole file; remove the outer braces or what follows them")]
    [InlineData("a = 1\n}", "a.conf:2:1: this '}' closes nothing; remove it, or add the '{' that it should close")]
    [InlineData(
        "x\n{",
        "a.conf:1:2: after the key 'x' one of = : += { is expected, but the end of the line was found; write x = …, and put a key that "
        + "holds blanks in double quotes")]
    [InlineData("a {\n b = 1\n", "a.conf:1:3: the '{' opened here is never closed; add '}' where the object ends")]
    [InlineData("a = [1, 2\n", "a.conf:1:5: the '[' opened here is never closed; add ']' where the list ends")]
    [InlineData("a = [1 }", "a.conf:1:8: '}' stands inside a list; close the list with ']' first")]
    [InlineData("a = [ }", "a.conf:1:7: '}' stands inside a list; close the list with ']' first")]
    [InlineData("a = [1,, 2]", "a.conf:1:8: a value is expected before this comma; remove the comma")]
    [InlineData("a = 1,, b = 2", "a.conf:1:7: a key is expected before this comma; remove the comma")]
    [InlineData("a =", "a.conf:1:1: the key 'a' has no value; write one after the =, or \"\" for an empty text")]
    [InlineData("x { a = }", "a.conf:1:5: the key 'a' has no value; write one after the =, or \"\" for an empty text")]
    [InlineData("a = , b = 1", "a.conf:1:1: the key 'a' has no value; write one after the =, or \"\" for an empty text")]
    [InlineData("a = ]", "a.conf:1:5: a value is expected but ']' was found; write a value, or \"\" for an empty text")]
    [InlineData("a = [1] ]", "a.conf:1:9: ']' stands where the value should end; begin the next key on a new line or after a comma")]
    [InlineData(
        "count 4",
        "a.conf:1:7: after the key 'count' one of = : += { is expected, but '4' was found; write count = …, and put a key that holds "
        + "blanks in double quotes")]
    [InlineData("= 4", "a.conf:1:1: a key is expected but '=' was found; write a key, in double quotes if it holds special characters")]
    [InlineData(
        "a..b = 4", "a.conf:1:3: a key is expected but '.' was found; write a key, in double quotes if it holds special characters")]
    [InlineData(
        "a. = 4", "a.conf:1:3: a key is expected but a blank was found; write a key, in double quotes if it holds special characters")]
    [InlineData("a.", "a.conf:1:3: a key is missing before the end of the text; write one, or remove what stands before it")]
    [InlineData("a = -y*log(p)", "a.conf:1:7: '*' " + Unquoted)]
    [InlineData("journal = sqlite:runs/a.db", "a.conf:1:17: ':' " + Unquoted)]
    [InlineData("a = x+=y", "a.conf:1:6: '+' " + Unquoted)]
    [InlineData("a = 1 b = 2", "a.conf:1:9: '=' " + Unquoted + NextKey)]
    [InlineData("a = \\x", "a.conf:1:5: '\\' " + Unquoted)]
    [InlineData("a = x\u0001", "a.conf:1:6: the character U+0001 " + Unquoted)]
    [InlineData("a = $x", "a.conf:1:5: '$' begins a substitution such as ${run.name}; put a text that holds $ in double quotes")]
    [InlineData("a = ${x", "a.conf:1:8: the substitution ${x is not closed but followed by the end of the text; add }")]
    [InlineData("a = ${x y}", "a.conf:1:9: the substitution ${x is not closed but followed by 'y'; add }")]
    [InlineData("a = ${X[]}", "a.conf:1:8: lists from environment variables are not supported; name one variable for each item")]
    [InlineData("a = ${}", "a.conf:1:7: a key is expected but '}' was found; write a key, in double quotes if it holds special characters")]
    [InlineData(
        "a = \"x\nb = 1",
        "a.conf:1:5: the quote opened here is not closed on its line; add the closing \", or use \"\"\" for a text of several lines")]
    [InlineData("a = \"\"\"x", "a.conf:1:5: the \"\"\" opened here is never closed; add \"\"\" where the text ends")]
    [InlineData("a = \"\\q\"", "a.conf:1:7: '\\q' is no escape; write \\\\ for a backslash, or use \"\"\" to take the text as it is")]
    [InlineData("a = \"\\u12g4\"", "a.conf:1:7: \\u needs four hexadecimal digits, as in \\u00e9")]
    [InlineData("a = \"\\u12", "a.conf:1:7: \\u needs four hexadecimal digits, as in \\u00e9")]
    [InlineData(
        "a = \"x\\\n\"", "a.conf:1:8: the text ends at this line's end; add the closing quote, or use \"\"\" for a text of several lines")]
    [InlineData("a = \"x\\", "a.conf:1:8: the text ends inside an escape; add the closing quote")]
    [InlineData("a = [1] x", "a.conf:1:5: a text and a list cannot be joined; put a comma or a new line between them")]
    [InlineData("a = {b = 1} [1]", "a.conf:1:5: a list and an object cannot be joined; put a comma or a new line between them")]
    [InlineData("a = [{b += 1}]", "a.conf:1:7: += cannot be used inside a list; write the whole list with =")]
    [InlineData("a { b = 1 } c = 2", "a.conf:1:15: '=' " + Unquoted + NextKey)]
    public void A_malformed_file_is_refused_where_it_goes_wrong(string text, string message) => Assert.Equal(message, Conf.Refusal(text));

    [Fact]
    public void Nesting_beyond_measure_is_refused_and_not_a_crash()
    {
        Assert.Equal(
            "a.conf:1:104: more than 100 objects and lists stand inside each other; nest less deeply",
            Conf.Refusal("a = " + new string('[', 100_000)));
        Assert.StartsWith("a.conf:1:", Conf.Refusal(string.Concat(Enumerable.Repeat("a{", 100_000))), StringComparison.Ordinal);
        Assert.EndsWith(
            "the key has more than 100 parts; nest less deeply",
            Conf.Refusal(string.Join('.', Enumerable.Repeat("a", 100_000)) + " = 1"),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "nest less deeply", Conf.Refusal(string.Concat(Enumerable.Repeat("a.b.c.d.e.f.g.h.i.j{", 11))), StringComparison.Ordinal);
    }
}
