using LossActors.Genetics.Expressions;

namespace LossActors.Genetics.Tests.Expressions;

public class TextTests
{
    [Fact]
    public void Every_body_prints_to_text_that_reads_back_to_it() =>
        Bodies.Hold(3000, e => Parser.Parse(e.ToString()).Equals(e));

    [Theory]
    [InlineData("-y*log(p)", "-y*log(p)")]
    [InlineData("(exp(2.4092 - p*(1+y)) - cos(cos(sin(p))))/C", "(exp(2.4092 - p*(1 + y)) - cos(cos(sin(p))))/C")]
    [InlineData("a+(b+c)", null)]
    [InlineData("y+(p+z)", "y + (p + z)")]
    [InlineData("(y+p)+z", "y + p + z")]
    [InlineData("y-(p-z)", "y - (p - z)")]
    [InlineData("y/(p*z)", "y/(p*z)")]
    [InlineData("-3*y", "-3*y")]
    [InlineData("-(3*y)", "-(3*y)")]
    [InlineData("y*-p", "y*(-p)")]
    [InlineData("y - -3", "y - -3")]
    [InlineData("neg(neg(y))", "-(-y)")]
    [InlineData("1e-7*p + .5 + 1e21", "1e-7*p + 0.5 + 1e21")]
    [InlineData("root(3,p)", "root(3, p)")]
    [InlineData("-0*y", "0*y")]
    public void Text_has_no_bracket_that_is_not_needed(string text, string? printed)
    {
        if (printed is null) Assert.Throws<ExpressionException>(() => Expr.Parse(text));
        else Assert.Equal(printed, Expr.Parse(text).ToString());
    }

    [Theory]
    [InlineData("", "found the end (column 1)")]
    [InlineData("-y*lgo(p)", "unknown function \"lgo\"; did you mean \"log\"? (column 4)")]
    [InlineData("y + q", "unknown name \"q\"")]
    [InlineData("Y*log(p)", "did you mean \"y\"?")]
    [InlineData("y*log(p", "expected ')' after the argument of log, found the end (column 8)")]
    [InlineData("y*log(p))", "expected an operator or the end, found ')' (column 9)")]
    [InlineData("y^2", "powers are written pow(a, b), not a^b (column 2)")]
    [InlineData("y**2", "powers are written pow(a, b)")]
    [InlineData("log(y, p)", "log takes 1 argument (column 6)")]
    [InlineData("min(y)", "expected ',' between the two arguments of min")]
    [InlineData("root(p, y)", "must be a number from 1 to 64")]
    [InlineData("root(65, y)", "must be a number from 1 to 64")]
    [InlineData("y(1 - p)", "write y*(...) for a product")]
    [InlineData("1.2.3", "is not a number")]
    [InlineData("1e999*y", "is not a number")]
    [InlineData("y ? p", "unexpected character '?'")]
    public void Text_that_is_no_expression_is_refused_with_column_and_remedy(string text, string message) =>
        Assert.Contains(message, Assert.Throws<ExpressionException>(() => Expr.Parse(text)).Message);

    [Fact]
    public void Endless_text_is_refused_before_it_exhausts_anything()
    {
        Assert.Contains("nested deeper than 200", Refusal(new string('(', 5000)));
        Assert.Contains("nested deeper than 200", Refusal(new string('-', 5000) + "y"));
        Assert.Contains("nested deeper than 200", Refusal("1*" + string.Concat(Enumerable.Repeat("-", 5000)) + "y"));
        Assert.Contains("nested deeper than 200", Refusal(string.Join("+", Enumerable.Repeat("y", 500))));
        Assert.Contains("too long", Refusal(new string(' ', 200_000)));
        Assert.Contains("more than 4096 nodes", Refusal(Balanced(13)));

        static string Refusal(string text) => Assert.Throws<ExpressionException>(() => Expr.Parse(text)).Message;
        static string Balanced(int depth) => depth == 0 ? "y" : $"({Balanced(depth - 1)}+{Balanced(depth - 1)})";
    }

    [Theory]
    [InlineData("-y*log(p)", @"-y \, \log\left(p\right)")]
    [InlineData(
        "(exp(2.4092 - p*(1+y)) - cos(cos(sin(p))))/C",
        @"\frac{e^{2.4092 - p \, \left(1 + y\right)} - \cos\left(\cos\left(\sin\left(p\right)\right)\right)}{C}")]
    [InlineData("-y*root(3,p)", @"-y \, \left(3\left(p^{1/3} - 1\right)\right)")]
    [InlineData("2*3*square(1-p)", @"2 \cdot 3 \, \left(1 - p\right)^{2}")]
    [InlineData("pow(abs(z), 1e-7)", @"\left|z\right|^{1 \cdot 10^{-7}}")]
    public void Latex_reads_as_a_mathematician_would_write(string text, string latex) =>
        Assert.Equal(latex, Latex.Print(Expr.Parse(text)));
}
