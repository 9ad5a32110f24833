using System.Text.Json;
using BhTsne.Cli.Tests.Support;
using static BhTsne.Cli.Tests.Support.PageFile;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Names in place of labels that are codes.</summary>
public sealed class LabelNameTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("n.csv", "2,\"a \"\"</script>\"\", \u05D0b\"\n0,T-shirt\n1,\U0001F600\n7,unused\n")]
    [InlineData("n.txt", "T-shirt\n\U0001F600\na \"</script>\", \u05D0b\n")]
    [InlineData("n.tsv", "label\tname\n2\ta \"\"</script>\"\", \u05D0b\n0\tT-shirt\n1\t\U0001F600\n")]
    public void Labels_have_names_in_the_map_and_in_pictures(string file, string content)
    {
        content = file == "n.tsv" ? content.Replace("a \"\"</script>\"\", \u05D0b", "\"a \"\"</script>\"\", \u05D0b\"", StringComparison.Ordinal)
            : content;
        string points = _folder.Clusters("p.csv", 30), names = _folder.Text(file, content);
        string labels = _folder.Text("l.csv", string.Concat(Enumerable.Range(0, 30).Select(i => i == 4 ? "\"\"\n" : $"{i % 3}\n")));
        string[] named = ["--labels", labels, "--label-names", names];
        ToolRun.Of(["embed", points, .. named, "-o", _folder["m.csv"], "--plot", _folder["m.html"], .. ToolRun.Short])
            .Expect(ExitCode.Success);
        string[] expected = ["T-shirt", "\U0001F600", "a \"</script>\", \u05D0b"];
        Assert.Equal([.. expected.Append("(no label)").Order(StringComparer.Ordinal)], Categories("m.html"));
        string[] rows = File.ReadAllLines(_folder["m.csv"]);
        Assert.EndsWith(",T-shirt", rows[1], StringComparison.Ordinal);
        Assert.EndsWith(",", rows[5], StringComparison.Ordinal);

        // Those of a map that is there, and of new points.
        string bare = _folder.Text("b.map.csv", "x,label\n1,0\n2,1\n3,2\n");
        ToolRun.Of("plot", bare, "--label-names", names, "-o", _folder["b.html"]).Expect(ExitCode.Success);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Categories("b.html"));
        ToolRun.Of(["embed", points, "--model", _folder["m.bhtsne"], .. ToolRun.Short]).Expect(ExitCode.Success);
        ToolRun.Of(["transform", _folder["m.bhtsne"], points, .. named, "-o", _folder["t.csv"]]).Expect(ExitCode.Success);
        Assert.Contains(",T-shirt,", File.ReadAllLines(_folder["t.csv"])[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n.txt", "zero\none\n", "the label '2' has no name in it; it has names for '0', '1'")]
    [InlineData("n.csv", "5,five\n", "3 labels have no name in it: '0', '1', '2'; it has names for '5'")]
    [InlineData("n.csv", "0,a,b\n", ", line 1: there are 3 columns; names of labels need two, the label and its name.")]
    [InlineData("n.csv", "0,a\n0,b\n", ", line 2: the label '0' has the name 'a' already; give it one name.")]
    [InlineData("n.csv", "0,\n", ", line 1: the name of the label '0' is empty.")]
    [InlineData("n.txt", "a\n\nb\n", ", line 2: the name of the label '1' is empty.")]
    [InlineData("n.csv", "0,a\n1\n", ", line 2: the row has 1 columns, but the first has 2.")]
    [InlineData("n.csv", "", ": it has no names.")]
    public void A_label_without_a_name_is_a_fault(string file, string content, string message)
    {
        string points = _folder.Clusters("p.csv", 9), names = _folder.Text(file, content);
        string labels = _folder.Text("l.txt", "0\n1\n2\n0\n1\n2\n0\n1\n2\n");
        ToolRun run = ToolRun.Of("embed", points, "--labels", labels, "--label-names", names, "-o", _folder["m.csv"]);
        run.ExpectFault(ExitCode.BadInput, message);
        run.ExpectFault(ExitCode.BadInput, names);
        Assert.False(File.Exists(_folder["m.csv"]));
    }

    [Fact]
    public void A_map_without_labels_has_none_to_name()
    {
        string map = _folder.Text("m.csv", "x,y\n1,2\n"), names = _folder.Text("n.txt", "a\n");
        ToolRun.Of("plot", map, "--label-names", names, "-o", _folder["m.html"])
            .ExpectFault(ExitCode.BadInput, $"--label-names: {map} has no column 'label', so that there are no labels to name; add --labels");
        ToolRun.Of("plot", map, "--label-names", _folder.Npy("n.npy", 3, 1, 3), "--labels", names, "-o", _folder["m.html"])
            .ExpectFault(ExitCode.BadInput, "names of labels are read from text: a .csv of labels and names, or one name in a line.");
    }

    private IEnumerable<string> Categories(string page) =>
        Facts(_folder[page]).GetProperty("columns")[0].GetProperty("categories").EnumerateArray()
            .Select(category => category.GetProperty("name").GetString()!).Order(StringComparer.Ordinal);
}
