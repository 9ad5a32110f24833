using FsCheck.Fluent;

namespace BhTsne.IO.Tests;

/// <summary>Columns that are chosen by their names.</summary>
public sealed class SelectColumnsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_columns_in_any_order_keep_their_values()
    {
        var selections =
            from columns in Gen.Choose(1, 9)
            from rows in Gen.Choose(1, 6)
            from values in ArrayGenerators.Single.ArrayOf(rows * columns)
            from order in Gen.Shuffle(Enumerable.Range(0, columns).ToArray())
            from count in Gen.Choose(1, columns)
            select (columns, rows, values, Chosen: order[..count]);
        Check.ForAll(Arb.From(selections), given =>
        {
            string[] names = [.. Enumerable.Range(0, given.columns).Select(column => $"c{column}")];
            Table table = new(PointMatrix.From(given.values, given.rows, given.columns), null, names);
            Table selected = table.SelectColumns([.. given.Chosen.Select(column => names[column])], out IReadOnlyList<string> leftOut);
            Assert.Equal(given.Chosen.Select(column => names[column]), selected.ColumnNames);
            Assert.Equal(names.Where((_, column) => !given.Chosen.Contains(column)), leftOut);
            Assert.Equal((given.rows, given.Chosen.Length), (selected.Points.Rows, selected.Points.Columns));
            Assert.Equal(
                Enumerable.Range(0, given.rows).SelectMany(row => given.Chosen.Select(
                    column => BitConverter.SingleToInt32Bits(given.values[(row * given.columns) + column]))),
                selected.Points.Values.ToArray().Select(BitConverter.SingleToInt32Bits));
        });
    }

    [Fact]
    public void All_else_is_kept_and_the_table_stays_as_it_was()
    {
        Table table = Read("id,kind,a,b,n\np,u,1,2,3\nq,v,4,5,6\n") with { };
        Table selected = table.SelectColumns(["b"], out IReadOnlyList<string> leftOut);
        Assert.Equal(["a"], leftOut);
        Assert.Equal([2f, 5], selected.Points.Values.ToArray());
        Assert.Equal(["p", "q"], selected.Ids);
        Assert.Equal(["u", "v"], selected.Labels);
        Assert.Equal([3f, 6], selected.Weights);
        Assert.Equal([1f, 2, 4, 5], table.Points.Values.ToArray());
        Assert.Same(table, table.SelectColumns(["a", "b"], out leftOut));
        Assert.Empty(leftOut);
        Assert.Equal([2f, 1, 5, 4], table.SelectColumns(["b", "a"], out leftOut).Points.Values.ToArray());
        Assert.Empty(leftOut);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Table table = Read("id,kind,a,b,n\np,u,1,2,3\n");
        Expect("there are no columns in common: the columns 'x', 'A' are needed, but the columns are 'a', 'b'.", "x", "A");
        Expect("1 of the 2 columns that are needed is missing: 'x'.", "x", "b");
        Expect(
            "9 of the 10 columns that are needed are missing: 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', ....",
            [.. "cdefghaijk".Select(letter => $"{letter}")]);

        void Expect(string message, params string[] names) =>
            Faults.Expect(_folder["t.csv"], $": {message}", () => table.SelectColumns(names, out _));
    }

    [Fact]
    public void A_name_that_is_twice_in_the_table_can_be_left_out_but_not_chosen()
    {
        Table table = TableReader.Read(_folder.Write("t.csv", "a,b,a\n1,2,3\n"));
        Assert.Equal([2f], table.SelectColumns(["b"], out IReadOnlyList<string> leftOut).Points.Values.ToArray());
        Assert.Equal(["a", "a"], leftOut);
        Faults.Expect(
            _folder["t.csv"],
            ": the column 'a' is there twice (feature columns 1 and 3); columns must have names of their own.",
            () => table.SelectColumns(["b", "a"], out _));
    }

    [Fact]
    public void The_message_names_the_file_with_the_header()
    {
        string first = _folder.Write("first.csv", "1,2\n"), second = _folder.Write("second.csv", "a,b\n1,2\n");
        Table table = TableReader.Read([first, second]);
        Faults.ExpectPart(second, "no columns in common", () => table.SelectColumns(["c"], out _));
        Table own = new(PointMatrix.From(new float[1], 1, 1), null, ["a"]);
        Faults.ExpectPart("the table", "no columns in common", () => own.SelectColumns(["c"], out _));
    }

    [Fact]
    public void A_wrong_use_is_no_fault_of_the_file()
    {
        string path = _folder.Write("t.csv", "1,2\n");
        Table nameless = TableReader.Read(path), named = Read("id,kind,a,b,n\np,u,1,2,3\n");
        Assert.StartsWith(
            $"{path}: its columns have no names",
            Assert.Throws<InvalidOperationException>(() => nameless.SelectColumns(["a"], out _)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => named.SelectColumns([], out _));
        Assert.StartsWith(
            "The column 'a' is needed twice",
            Assert.Throws<ArgumentException>(() => named.SelectColumns(["a", "b", "a"], out _)).Message,
            StringComparison.Ordinal);
    }

    private Table Read(string content) => TableReader.Read(
        _folder.Write("t.csv", content), new TableReadOptions { IdColumn = "id", LabelColumn = "kind", WeightColumn = "n" });
}
