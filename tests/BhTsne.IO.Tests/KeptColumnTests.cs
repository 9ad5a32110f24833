using BhTsne.IO.Tests.Oracles;

namespace BhTsne.IO.Tests;

/// <summary>Columns that are kept beside the features.</summary>
public sealed class KeptColumnTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_are_numbers_and_all_else_is_text_as_it_stands()
    {
        string path = _folder.Write(
            "a.csv", "x,code,when,part,\"say \"\"</script>, \u202Eabc\"\n1,007,,a,1e2\n2,08b,3,b,?\n3,\"9, 0\",4.5,a,3\n");
        Table table = TableReader.Read(path, new TableReadOptions
        {
            Columns = ["x", "5"],
            KeepColumns = ["part", "code", "when", "x", "5"],
            Missing = MissingValues.ColumnMean,
        });
        Assert.Equal(["x", "say \"</script>, \u202Eabc"], table.ColumnNames);
        Assert.Equal(["part", "code", "when", "x", "say \"</script>, \u202Eabc"], table.KeptColumns.Select(column => column.Name));
        Assert.Equal(["a", "b", "a"], table.KeptColumns[0].Texts);
        Assert.Equal(["007", "08b", "9, 0"], table.KeptColumns[1].Texts);
        Assert.Equal([float.NaN, 3, 4.5f], table.KeptColumns[2].Numbers!.Value.ToArray());
        Assert.Equal([1f, 2, 3], table.KeptColumns[3].Numbers!.Value.ToArray());
        Assert.Equal([100f, float.NaN, 3], table.KeptColumns[4].Numbers!.Value.ToArray());
        Assert.Equal([1f, 100, 2, 51.5f, 3, 3], table.Points.Values.ToArray());
        Assert.All(table.KeptColumns, column => Assert.True((column.Texts is null) != (column.Numbers is null)));
    }

    [Fact]
    public void Stacked_files_make_one_column()
    {
        string a = _folder.Write("a.csv", "x,k,y\n1,07,2\n"), b = _folder.Write("b.csv", "x,k,y\n3,seven,4\n5,,6\n");
        string c = _folder.Write("c.npy", NpyOracle.File("<f4", [1, 3], [7, 0.1, 9], fortran: false));
        Table table = TableReader.Read([a, b], new TableReadOptions { KeepColumns = ["k"], DropColumns = ["k"] });
        Assert.Equal(["07", "seven", ""], table.KeptColumns[0].Texts);
        Table mixed = TableReader.Read([c, a, b], new TableReadOptions { KeepColumns = ["2"], DropColumns = ["2"] });
        Assert.Equal("k", mixed.KeptColumns[0].Name);
        Assert.Equal(["0.1", "07", "seven", ""], mixed.KeptColumns[0].Texts);
        Assert.Equal([7f, 9, 1, 2, 3, 4, 5, 6], mixed.Points.Values.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Columns_of_arrays_have_numbers(bool fortran)
    {
        string path = _folder.Write("a.npy", NpyOracle.File("<f8", [2, 4], [1, 2, 3, 4, 5, 6, 7, 8], fortran));
        Table table = TableReader.Read(path, new TableReadOptions { Columns = ["2-4"], DropColumns = ["3"], KeepColumns = ["4", "1"] });
        Assert.Equal([2f, 4, 6, 8], table.Points.Values.ToArray());
        Assert.Equal(["4", "1"], table.KeptColumns.Select(column => column.Name));
        Assert.Equal([4f, 8], table.KeptColumns[0].Numbers!.Value.ToArray());
        Assert.Equal([1f, 5], table.KeptColumns[1].Numbers!.Value.ToArray());
    }

    /// <summary>It is kept once, whether or not it is in the list, and is a feature as without it.</summary>
    [Theory]
    [InlineData("part", 2, "k,x,part")]
    [InlineData("4", 2, "k,x,part")]
    [InlineData("x", 1, "k,x")]
    [InlineData("2", 0, "k,x")]
    public void A_column_to_colour_by_is_one_of_those_that_are_kept(string color, int place, string kept)
    {
        string path = _folder.Write("a.csv", "x,k,y,part\n1,7,2,\"</script>, \"\"\"\n3,8,4,b\n");
        TableReadOptions options = new() { KeepColumns = ["k", "x"], DropText = true, LabelColumn = "y" };
        Table table = TableReader.Read(path, options with { ColorColumn = color }), without = TableReader.Read(path, options);
        Assert.Equal((place, (int?)null), (table.ColorPlace, without.ColorPlace));
        Assert.Equal(kept.Split(','), table.KeptColumns.Select(column => column.Name));
        Assert.Equal(["x", "k"], table.ColumnNames);
        Assert.Equal(without.Points.Values.ToArray(), table.Points.Values.ToArray());
        Assert.Equal("y", table.LabelColumnName);
        Assert.Equal(place == 2 ? ["</script>, \"", "b"] : null, table.KeptColumns[place].Texts);
    }

    [Fact]
    public void A_column_to_colour_by_that_is_not_there_is_a_fault_of_its_own()
    {
        string text = _folder.Write("a.csv", "x,kind\n1,2\n"), array = _folder.Write("a.npy", NpyOracle.File("<f8", [1, 2], [1, 2], false));
        TableFormatException fault = Assert.Throws<TableFormatException>(
            () => TableReader.Read(text, new TableReadOptions { ColorColumn = "knd" }));
        Assert.Equal(TableProblem.UnknownColorColumn, fault.Problem);
        Assert.EndsWith(
            ": the colour column 'knd' was not found; did you mean 'kind'? there are 2 columns: 'x', 'kind'.", fault.Message,
            StringComparison.Ordinal);
        fault = Assert.Throws<TableFormatException>(() => TableReader.Read(array, new TableReadOptions { ColorColumn = "3" }));
        Assert.EndsWith(": the colour column '3' was not found; there are 2 columns and no header.", fault.Message, StringComparison.Ordinal);
        Table table = TableReader.Read(array, new TableReadOptions { ColorColumn = "2", KeepColumns = ["1-2"] });
        Assert.Equal(1, table.ColorPlace);
        Assert.Equal([2f], table.KeptColumns[1].Numbers!.Value.ToArray());
    }

    [Fact]
    public void Rows_that_are_left_out_are_left_out_everywhere()
    {
        string path = _folder.Write("a.csv", "i,x,l,w,k\np,1,a,2,9\nq,,b,3,8\nr,5,c,4,eight\n");
        Table table = TableReader.Read(path, new TableReadOptions
        {
            IdColumn = "i",
            LabelColumn = "l",
            WeightColumn = "w",
            KeepColumns = ["k", "l", "x"],
            DropColumns = ["k"],
            Missing = MissingValues.DropRows,
        });
        Assert.Equal([0, 2], table.Rows);
        Assert.Equal(3, table.RowsRead);
        Assert.Equal(["p", "r"], table.Ids);
        Assert.Equal(["a", "c"], table.Labels);
        Assert.Equal([2f, 4], table.Weights);
        Assert.Equal(["9", "eight"], table.KeptColumns[0].Texts);
        Assert.Equal(["a", "c"], table.KeptColumns[1].Texts);
        Assert.Equal([1f, 5], table.KeptColumns[2].Numbers!.Value.ToArray());
        Assert.Equal([1f, 5], table.Points.Values.ToArray());
        Assert.Equal([new ColumnCount("x", 1)], table.MissingValues);
    }

    [Fact]
    public void A_column_that_is_named_twice_is_kept_once_at_its_first_place()
    {
        string path = _folder.Write("a.csv", "a,b,c\n1,2,3\n");
        Table table = TableReader.Read(path, new() { KeepColumns = ["c", "1-3", "*", "b"] });
        Assert.Equal(["c", "a", "b"], table.KeptColumns.Select(column => column.Name));
    }

    [Fact]
    public void A_column_without_a_name_has_its_number()
    {
        string path = _folder.Write("a.csv", "a,,c\n1,2,3\n");
        Assert.Equal(["2", "c"], TableReader.Read(path, new() { KeepColumns = ["2-3"] }).KeptColumns.Select(column => column.Name));
        string bare = _folder.Write("b.csv", "1,2,3\n");
        Assert.Equal(["2", "3"], TableReader.Read(bare, new() { KeepColumns = ["2-3"] }).KeptColumns.Select(column => column.Name));
    }
}
