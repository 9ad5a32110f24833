using System.Globalization;
using BhTsne.IO.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests;

/// <summary>Missing values and text among the features.</summary>
public sealed class MissingValueTests : IDisposable
{
    private static readonly string[] _marks =
        ["", " ", "NA", "na", "N/A", "#n/a", "<NA>", "NaN", "nan", "null", "NULL", "None", "?", " NA "];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A table of cells: numbers, marks and words.</summary>
    private static Gen<string[][]> Tables(bool withText) =>
        from columns in Gen.Choose(2, 5)
        from rows in Gen.Choose(1, 400)
        from seed in Gen.Choose(0, int.MaxValue)
        select Make(columns, rows, new Random(seed), withText);

    [Fact]
    public void Rows_are_left_out_or_filled_as_plain_loops_do()
    {
        Check.ForAll(Arb.From(Tables(withText: true)), cells =>
        {
            string path = Write(cells);
            int columns = cells[0].Length;
            int[] texts = [.. Enumerable.Range(0, columns).Where(column => cells.Any(row => IsText(row[column])))];
            int[] features = [.. Enumerable.Range(0, columns).Except(texts)];
            bool isEmpty = features.Any(column => cells.All(row => IsMissing(row[column])));
            int[] complete =
                [.. Enumerable.Range(0, cells.Length).Where(row => features.All(column => !IsMissing(cells[row][column])))];
            TableReadOptions drop = new() { DropText = true, Missing = MissingValues.DropRows, Header = HeaderMode.Yes };
            TableReadOptions mean = drop with { Missing = MissingValues.ColumnMean };
            if (features.Length == 0 || isEmpty)
            {
                Assert.Throws<TableFormatException>(() => TableReader.Read(path, drop));
                Assert.Throws<TableFormatException>(() => TableReader.Read(path, mean));
                return;
            }

            Table filled = TableReader.Read(path, mean);
            Assert.Equal(features.Select(column => $"c{column}"), filled.ColumnNames);
            Assert.Equal(cells.SelectMany(row => features.Select(column => Filled(cells, row, column))), filled.Points.Values.ToArray());
            Assert.Null(filled.Rows);
            Assert.Equal(
                texts.Select(column => new ColumnCount($"c{column}", cells.Count(row => IsText(row[column])))), filled.TextColumns);
            ColumnCount[] missing =
            [
                .. features.Select(column => new ColumnCount($"c{column}", cells.Count(row => IsMissing(row[column]))))
                    .Where(column => column.Cells > 0),
            ];
            Assert.Equal(missing, filled.MissingValues);
            if (complete.Length == 0)
            {
                Assert.Equal(TableProblem.NoRows, Assert.Throws<TableFormatException>(() => TableReader.Read(path, drop)).Problem);
                return;
            }

            Table kept = TableReader.Read(path, drop);
            Assert.Equal(complete.Length == cells.Length ? null : complete, kept.Rows);
            Assert.Equal(cells.Length, kept.RowsRead);
            Assert.Equal(
                complete.SelectMany(row => features.Select(column => Number(cells[row][column]))), kept.Points.Values.ToArray());
        });
    }

    [Fact]
    public void A_refusal_has_the_numbers_of_plain_loops()
    {
        Check.ForAll(Arb.From(Tables(withText: false)), cells =>
        {
            (int Row, int Column)[] missing =
            [
                .. from row in Enumerable.Range(0, cells.Length)
                   from column in Enumerable.Range(0, cells[0].Length)
                   where IsMissing(cells[row][column])
                   select (row, column),
            ];
            string path = Write(cells);
            TableReadOptions options = new() { Header = HeaderMode.Yes };
            if (missing.Length < 2)
            {
                return;
            }

            TableFormatException fault = Assert.Throws<TableFormatException>(() => TableReader.Read(path, options));
            Assert.Equal(TableProblem.MissingValues, fault.Problem);
            Assert.Equal((missing[0].Row + 2, missing[0].Column + 1), (fault.Line, fault.Column));
            int rows = missing.Select(place => place.Row).Distinct().Count();
            int columns = missing.Select(place => place.Column).Distinct().Count();
            Assert.Contains(
                string.Create(CultureInfo.InvariantCulture, $" In all {missing.Length:N0} values are missing, in {rows:N0} of "),
                fault.Message,
                StringComparison.Ordinal);
            Assert.Contains($" and {columns} of {cells[0].Length} feature columns: ", fault.Message, StringComparison.Ordinal);
            string next = string.Join(
                "; ", missing.Skip(1).Take(2).Select(place => $"line {place.Row + 2}, column {place.Column + 1} ('c{place.Column}')"));
            Assert.EndsWith($" The next are {next}.", fault.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("a,b\n1,\n2,\n", MissingValues.ColumnMean, ": there is no value in any row of 'b'.", TableProblem.NoValues)]
    [InlineData("a,b,c\n,1,\n,2,\n", MissingValues.DropRows, ": 2 columns have no value in any row: 'a', 'c'.", TableProblem.NoValues)]
    [InlineData(
        "a,b\n1,?\n,2\n,3\n",
        MissingValues.DropRows,
        ": each row has a missing value, so that no row remains. Values are missing in 'a' (2 of 3), 'b' (1 of 3).",
        TableProblem.NoRows)]
    [InlineData("a,b\n1,inf\n,2\n", MissingValues.DropRows, ", line 2, column 2 ('b'): 'inf' is not a finite number.", TableProblem.Other)]
    [InlineData("a,b\n1,x\n,2\n", MissingValues.DropRows, ", line 2, column 2 ('b'): 'x' is not a number.", TableProblem.Text)]
    [InlineData("a,b\n1,2,3\n,2\n", MissingValues.DropRows, ", line 2: the row has 3 columns, but the first has 2.", TableProblem.Other)]
    public void What_no_option_mends_is_named(string content, MissingValues missing, string message, TableProblem problem)
    {
        string path = _folder.Write("a.csv", content);
        TableFormatException fault = Faults.ExpectPart(
            path, message, () => TableReader.Read(path, new TableReadOptions { Missing = missing }));
        Assert.Equal(problem, fault.Problem);
    }

    [Fact]
    public void Columns_of_text_are_counted_in_the_message_and_when_they_are_left_out()
    {
        string path = _folder.Write("a.csv", "x,\"n, </script>\",y,s\n1,a,2,p\n3,4,5,q\n6,,7,8\n");
        Faults.Expect(
            path,
            ", line 2, column 2 ('n, </script>'): 'a' is not a number. "
                + "2 of 4 feature columns hold text: 'n, </script>' (1 of 3 cells), 's' (2 of 3 cells).",
            () => TableReader.Read(path));
        Table table = TableReader.Read(path, new TableReadOptions { DropText = true });
        Assert.Equal([new ColumnCount("n, </script>", 1), new ColumnCount("s", 2)], table.TextColumns);
        Assert.Equal([1f, 2, 3, 5, 6, 7], table.Points.Values.ToArray());
        Assert.Empty(table.MissingValues);
        string words = _folder.Write("w.csv", "x,y\na,b\n");
        Faults.Expect(
            words, ": all 2 feature columns hold text; there are no features.", () => TableReader.Read(words, new() { DropText = true }));
    }

    [Fact]
    public void NaN_of_arrays_is_missing_too()
    {
        double[] values = [1, double.NaN, 3, 4, 5, 6, 7, double.NaN, 9];
        foreach (bool fortran in new[] { false, true })
        {
            string path = _folder.Write("a.npy", NpyOracle.File("<f4", [3, 3], values, fortran));
            TableFormatException fault = Assert.Throws<TableFormatException>(() => TableReader.Read(path));
            Assert.Contains(
                "row 1, column 2: NaN is a missing value. In all 2 values are missing, in 2 of 3 rows and 1 of 3 feature columns: ",
                fault.Message,
                StringComparison.Ordinal);
            Assert.Equal([4f, 5, 6], TableReader.Read(path, new() { Missing = MissingValues.DropRows }).Points.Values.ToArray());
            Assert.Equal(
                [1f, 5, 3, 4, 5, 6, 7, 5, 9], TableReader.Read(path, new() { Missing = MissingValues.ColumnMean }).Points.Values.ToArray());
            Assert.Equal(
                [1f, 3, 4, 6, 7, 9], TableReader.Read(path, new() { DropColumns = ["2"] }).Points.Values.ToArray());
        }
    }

    [Fact]
    public void Other_means_are_asked_for_by_the_names_of_the_features_that_remain()
    {
        string path = _folder.Write("a.csv", "t,a,b,c\nx,1,,\ny,2,4,\n");
        List<(int, string?)> asked = [];
        Table table = TableReader.Read(path, new TableReadOptions
        {
            DropText = true,
            Missing = MissingValues.ColumnMean,
            ValueForMissing = (feature, name) =>
            {
                asked.Add((feature, name));
                return name == "c" ? 7.5 : null;
            },
        });
        Assert.Equal([1f, 4, 7.5f, 2, 4, 7.5f], table.Points.Values.ToArray());
        Assert.Equal([(1, "b"), (2, "c")], asked.Distinct().Order());
    }

    [Fact]
    public void Missing_values_of_another_file_are_named_with_it()
    {
        string one = _folder.Write("a.csv", "a,b\n1,2\n3,\n"), two = _folder.Write("b.csv", "a,b\n?,5\n6,NA\n");
        Faults.Expect(
            one,
            ", line 3, column 2 ('b'): the cell is empty. In all 3 values are missing, in 3 of 4 rows and 2 of 2 feature columns: "
                + $"'a' (1), 'b' (2). The next are {two}, line 2, column 1 ('a'); {two}, line 3, column 2 ('b').",
            () => TableReader.Read([one, two]));
    }

    [Fact]
    public void The_first_fault_is_the_first_in_the_order_of_the_rows()
    {
        string path = _folder.Write("a.csv", "a,b\n1,inf\n-inf,2\n");
        Faults.Expect(path, ", line 2, column 2 ('b'): 'inf' is not a finite number.", () => TableReader.Read(path));
    }

    /// <summary>A value from elsewhere fills cells; it is no reason to look for rows that have none missing.</summary>
    [Fact]
    public void Rows_are_not_left_out_for_a_column_without_any_value()
    {
        string path = _folder.Write("a.csv", "a,b\n1,\n2,\n");
        TableReadOptions options = new() { Missing = MissingValues.DropRows, ValueForMissing = (_, _) => 3 };
        Faults.Expect(path, ": there is no value in any row of 'b'.", () => TableReader.Read(path, options));
        Table filled = TableReader.Read(path, options with { Missing = MissingValues.ColumnMean });
        Assert.Equal([1f, 3, 2, 3], filled.Points.Values.ToArray());
    }

    [Theory]
    [InlineData("t,b\nx,1\ny,inf\n", ", line 3, column 2 ('b'): 'inf' is not a finite number.")]
    [InlineData("t,b\nx,1\ny,-1e40\n", ", line 3, column 2 ('b'): '-1e40' does not fit single precision.")]
    public void Leaving_out_text_does_not_let_through_what_is_not_finite(string content, string message)
    {
        string path = _folder.Write("a.csv", content);
        TableReadOptions options = new() { DropText = true, Missing = MissingValues.ColumnMean };
        Faults.Expect(path, message, () => TableReader.Read(path, options));
    }

    private string Write(string[][] cells) => _folder.Write(
        "t.csv",
        $"{string.Join(',', cells[0].Select((_, column) => $"c{column}"))}\n"
            + string.Concat(cells.Select(row => $"{string.Join(',', row)}\n")));

    private static string[][] Make(int columns, int rows, Random random, bool withText)
    {
        double[] missing = [.. Enumerable.Range(0, columns).Select(_ => random.Next(3) == 0 ? 0 : Math.Pow(random.NextDouble(), 4))];
        double[] text = [.. Enumerable.Range(0, columns).Select(_ => withText && random.Next(4) == 0 ? random.NextDouble() : 0)];
        return
        [
            .. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(column =>
                random.NextDouble() < text[column] ? (random.Next(2) == 0 ? "word" : "inf.")
                : random.NextDouble() < missing[column] ? _marks[random.Next(_marks.Length)]
                : (random.NextDouble() * 1000).ToString("F3", CultureInfo.InvariantCulture)).ToArray()),
        ];
    }

    private static bool IsMissing(string cell) => _marks.Contains(cell);

    private static bool IsText(string cell) => cell is "word" or "inf.";

    private static float Number(string cell) => float.Parse(cell, CultureInfo.InvariantCulture);

    private static float Filled(string[][] cells, string[] row, int column)
    {
        if (!IsMissing(row[column]))
        {
            return Number(row[column]);
        }

        double sum = 0;
        int count = 0;
        foreach (string[] other in cells.Where(other => !IsMissing(other[column])))
        {
            sum += Number(other[column]);
            count++;
        }

        return (float)(sum / count);
    }
}
