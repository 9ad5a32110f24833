using System.Globalization;
using System.Text;
using BhTsne.IO.Tests.Oracles;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests;

/// <summary>A column of ids beside the features.</summary>
public sealed class IdColumnTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("id", "kind", "n")]
    [InlineData("5", "1", "3")]
    public void Ids_of_all_files_are_kept_in_order_and_are_no_features(string id, string label, string weight)
    {
        string a = _folder.Write("a.csv", "kind,x,n,y,id\na,1,3,2,\"p, q\"\nb,4,1.5,5,\n");
        string b = _folder.Write("b.tsv.gz", "kind\tx\tn\ty\tid\nc\t7\t8\t9\t-01\nd\t7\t8\t9\t\n");
        TableReadOptions options = new() { IdColumn = id, LabelColumn = label, WeightColumn = weight };
        Table table = TableReader.Read([a, b], options);
        Assert.Equal(["p, q", "", "-01", ""], table.Ids); // equal ids are no fault of a table
        Assert.Equal("id", table.IdColumnName);
        Assert.Null(TableReader.Read(_folder.Write("bare.csv", "r1,2\nr2,3\n"), new TableReadOptions { IdColumn = "1" }).IdColumnName);
        Assert.Equal(["a", "b", "c", "d"], table.Labels);
        Assert.Equal([3f, 1.5f, 8, 8], table.Weights);
        Assert.Equal(["x", "y"], table.ColumnNames);
        Assert.Equal([1f, 2, 4, 5, 7, 9, 7, 9], table.Points.Values.ToArray());
        Table drip = TableReader.Read(new DripStream(File.ReadAllBytes(a)), TableFormat.Csv, options);
        Assert.Equal(["p, q", ""], drip.Ids);
    }

    [Fact]
    public void Columns_of_all_uses_may_stand_anywhere()
    {
        var tables =
            from columns in Gen.Choose(1, 9)
            from rows in Gen.Choose(1, 5)
            from header in Gen.Elements(false, true)
            from seed in Gen.Choose(0, int.MaxValue)
            select (columns, rows, header, seed);
        Check.ForAll(Arb.From(tables), given =>
        {
            // What each column is; its name, from 0, is its place.
            Random random = new(given.seed);
            string[] uses = ["feature", "label", "weight", "id", .. Enumerable.Repeat("feature", given.columns)];
            uses = [.. uses.Where((use, place) => place == 0 || use == "feature" || random.Next(2) == 0)];
            random.Shuffle(uses);
            string[][] cells = [.. Enumerable.Range(0, given.rows).Select(row => uses.Select(
                (use, column) => use is "label" or "id" && random.Next(2) == 0 ? $"t{random.Next(9)}" : $"{random.Next(99)}").ToArray())];
            StringBuilder text = new();
            text.Append(given.header ? string.Join(',', uses.Select((_, column) => $"c{column}")) + "\n" : "");
            text.AppendJoin('\n', cells.Select(row => string.Join(',', row))).Append('\n');
            Table table = TableReader.Read(_folder.Write("a.csv", text.ToString()), new TableReadOptions
            {
                LabelColumn = Name("label"),
                WeightColumn = Name("weight"),
                IdColumn = Name("id"),
            });
            Assert.Equal(Column("label"), table.Labels);
            Assert.Equal(Column("weight")?.Select(cell => float.Parse(cell, CultureInfo.InvariantCulture)), table.Weights);
            Assert.Equal(Column("id"), table.Ids);
            int[] features = [.. Enumerable.Range(0, uses.Length).Where(column => uses[column] == "feature")];
            Assert.Equal(
                cells.SelectMany(row => features.Select(column => float.Parse(row[column], CultureInfo.InvariantCulture))),
                table.Points.Values.ToArray());
            Assert.Equal(given.header ? features.Select(column => $"c{column}") : null, table.ColumnNames);

            string? Name(string use) => Array.IndexOf(uses, use) is var place && place < 0 ? null
                : given.header && random.Next(2) == 0 ? $"c{place}" : $"{place + 1}";

            IEnumerable<string>? Column(string use) => Array.IndexOf(uses, use) is var place && place < 0 ? null
                : cells.Select(row => row[place]);
        });
    }

    [Fact]
    public void Without_an_id_column_there_are_no_ids() =>
        Assert.Null(TableReader.Read(_folder.Write("a.csv", "id,x\n1,2\n")).Ids);

    [Theory]
    [InlineData("key", "id,x\n1,2\n", ": the id column 'key' was not found; there are 2 columns: 'id', 'x'.")]
    [InlineData("3", "1,2\n", ": the id column '3' was not found; there are 2 columns and no header.")]
    [InlineData("id", "id,id,x\n1,2,3\n", ", line 1: the id column 'id' is in the header twice (columns 1 and 2); name it by its number.")]
    [InlineData("id", "id\n1\n", ": the id column is the only column; there are no features.")]
    [InlineData(
        "2",
        "x,id\none,p\n",
        ", line 2, column 1 ('x'): 'one' is not a number. 1 of 1 feature column holds text: 'x' (1 of 1 cell).")]
    public void Faults_are_named(string column, string content, string message)
    {
        string path = _folder.Write("t.csv", content);
        Faults.Expect(path, message, () => TableReader.Read(path, new TableReadOptions { IdColumn = column }));
    }

    [Theory]
    [InlineData("1", "1", "2", "column 1 cannot be the label column and the weight column, too.")]
    [InlineData("a", "2", "1", "column 1 cannot be the label column and the id column, too.")]
    [InlineData("1", "2", "2", "column 2 cannot be the weight column and the id column, too.")]
    [InlineData("1", "2", "3", "the label column, the weight column and the id column are the only columns; there are no features.")]
    public void A_column_has_one_use(string label, string weight, string id, string message)
    {
        string path = _folder.Write("t.csv", "a,b,c\n1,2,3\n");
        TableReadOptions options = new() { LabelColumn = label, WeightColumn = weight, IdColumn = id };
        Faults.Expect(path, $": {message}", () => TableReader.Read(path, options));
    }

    [Fact]
    public void Two_columns_without_features_are_both_named()
    {
        string path = _folder.Write("t.csv", "1,2\n");
        TableReadOptions options = new() { LabelColumn = "2", IdColumn = "1" };
        Faults.Expect(
            path,
            ": the label column and the id column are the only columns; there are no features.",
            () => TableReader.Read(path, options));
    }

    [Fact]
    public void Every_file_needs_the_column()
    {
        string table = _folder.Write("t.csv", "p,2\nq,4\n"), other = _folder.Write("u.csv", "id,x\np,2\n");
        string npy = _folder.Write("t.npy", NpyOracle.File("<f4", [1, 1], [7]));
        string idx = _folder.Write("t.idx", IdxOracle.File(0x08, [1, 1], [7]));
        foreach (string array in new[] { npy, idx })
        {
            Faults.Expect(
                array,
                ": the id column '1' was not found; an array has only features.",
                () => TableReader.Read([table, array], new TableReadOptions { IdColumn = "1" }));
        }

        Faults.ExpectPart(table, "the id column 'id' was not found", () => TableReader.Read(
            [other, table], new TableReadOptions { IdColumn = "id" }));
    }
}
