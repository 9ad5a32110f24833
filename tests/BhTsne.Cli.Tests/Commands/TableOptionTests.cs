using System.Globalization;
using System.Text.Json;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Tables as people have them: chosen columns, text, missing values, ids, delimiters, standardized features.</summary>
public sealed class TableOptionTests : IDisposable
{
    private const string Header = "name,a,b,\"</script>, \u202Ec\",kind";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string> Refused { get; } = new()
    {
        {
            "", "",
            ", line 2, column 1 ('name'): 'r0' is not a number. 2 of 5 feature columns hold text: 'name' (40 of 40 cells), 'kind' "
                + "(40 of 40 cells). --drop-text leaves such columns out, or --label-column and --id-column name them."
        },
        {
            "miss", "--drop-text",
            ", line 5, column 2 ('a'): the cell is empty. In all 2 values are missing, in 2 of 40 rows and 2 of 3 feature columns: "
                + "'a' (1), 'b' (1). The next are line 9, column 3 ('b'). --missing drop leaves such rows out, "
                + "--missing mean puts the mean of the "
                + "column there, and --drop-columns leaves columns out."
        },
        {
            "comma", "--drop-text",
            ", line 2, column 2 ('a'): '0,25' is not a number. It seems to have a decimal comma, but numbers are read with a decimal "
                + "point; the columns are separated by a semicolon. Add --delimiter ';' --decimal comma."
        },
        { "", "--columns a,bb", ": the column to read 'bb' was not found; there are 5 columns: 'name', 'a', 'b', " },
        { "", "--drop-columns 6", ": the column to leave out '6' was not found; there are 5 columns: " },
        { "", "--id-column nam", ": the id column 'nam' was not found; did you mean 'name'? " },
        { "", "--columns 1-5 --drop-columns *", ": all columns are left out; there are no features." },
        { "empty", "--drop-text --missing mean", ": there is no value in any row of 'b'. --drop-columns leaves columns out." },
        {
            "empty", "--drop-text --drop-columns a --missing drop --delimiter comma",
            ": there is no value in any row of 'b'. --drop-columns leaves columns out."
        },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_wrong_is_said_with_what_to_add(string kind, string options, string message)
    {
        string points = Table("points.csv", kind);
        foreach (string[] command in new string[][] { ["embed", points, "-o", _folder["m.csv"]], ["evaluate", points, Map()] })
        {
            ToolRun run = ToolRun.Of([.. command, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
            run.ExpectFault(ExitCode.BadInput, points + message);
            Assert.False(File.Exists(_folder["m.csv"]));
        }
    }

    [Theory]
    [InlineData("embed p.csv --columns a,,b", "--columns: 'a,,b' has an empty item")]
    [InlineData("embed p.csv --columns a,", "--columns: 'a,' has an empty item")]
    [InlineData("embed p.csv --drop-columns \"a", "--drop-columns: '\"a' has a name whose quotes do not end")]
    [InlineData("embed p.csv --delimiter x", "--delimiter: 'x' is none of auto, comma (,), semicolon (;), tab, space, bar (|)")]
    [InlineData("embed p.csv --missing maybe", "--missing: 'maybe' is none of error, drop, mean")]
    [InlineData("embed p.csv --id-column a --match-column b", "--id-column: --match-column names the column of ids as well; leave one")]
    [InlineData("transform m.bhtsne p.csv --id-column a --match-column b", "--id-column: --match-column names the column of ids as well")]
    [InlineData("evaluate p.csv m.csv --id-column a --match-column b", "--id-column: --match-column names the column of ids as well")]
    [InlineData("transform m.bhtsne p.csv --standardize", "--standardize: MODEL says whether points are standardized")]
    [InlineData("embed d.csv --input-kind distances --columns 1", "--columns: with --input-kind distances there are no features")]
    [InlineData("embed d.csv --input-kind distances --standardize", "--standardize: with --input-kind distances there are no features")]
    [InlineData("embed d.csv --input-kind affinities --missing drop", "--missing: with --input-kind affinities there are no features")]
    [InlineData("embed d.csv --input-kind affinities --id-column a", "--id-column: with --input-kind affinities there is no column of ids")]
    public void A_wrong_line_is_refused(string line, string message) =>
        ToolRun.Of(line.Split(' ')).ExpectFault(ExitCode.WrongCommandLine, message);

    [Theory]
    [InlineData("--columns 1", "--columns: ")]
    [InlineData("--drop-text", "--drop-text: ")]
    [InlineData("--missing mean", "--missing: ")]
    [InlineData("--standardize", "--standardize: ")]
    public void Sparse_points_have_no_such_options(string options, string message)
    {
        string points = _folder.Text("p.mtx", "%%MatrixMarket matrix coordinate real general\n3 2 2\n1 1 4\n2 2 1\n");
        ToolRun.Of(["embed", points, .. options.Split(' ')]).ExpectFault(ExitCode.BadInput, $"{message}{points} holds a sparse matrix");
    }

    /// <summary>Each way to name the same features gives the same map.</summary>
    [Theory]
    [InlineData("--columns", "2-4")]
    [InlineData("--columns", "a,b,\"</script>, \u202Ec\"")]
    [InlineData("--columns", "a:b,*c")]
    [InlineData("--drop-columns", "name,5")]
    [InlineData("--drop-text", null)]
    public void Features_are_chosen(string option, string? value)
    {
        string plain = _folder.Text("plain.csv", string.Concat(Rows("").Select(row => $"{string.Join(',', row[1..^1])}\n")));
        ToolRun run = Embed(Table("points.csv", ""), [option, .. value is null ? Array.Empty<string>() : [value], "-o", _folder["a.csv"]]);
        Embed(plain, "-o", _folder["b.csv"]);
        Assert.Equal(File.ReadAllText(_folder["b.csv"]), File.ReadAllText(_folder["a.csv"]));
        Assert.Equal(
            option == "--drop-text",
            run.Out.Contains("2 columns of text are left out: 'name' (40 cells), 'kind' (40 cells)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("comma", "--delimiter", ";", "--decimal", "comma")]
    [InlineData("bar")]
    [InlineData("space")]
    public void Other_delimiters_give_the_same_map(string kind, params string[] options)
    {
        ToolRun run = Embed(Table("other.csv", kind), ["--drop-text", .. options, "-o", _folder["a.csv"]]);
        Embed(Table("points.csv", ""), "--drop-text", "-o", _folder["b.csv"]);
        Assert.Equal(File.ReadAllText(_folder["b.csv"]), File.ReadAllText(_folder["a.csv"]));
        string said = kind == "bar" ? "columns are separated by '|'" : "columns are separated by spaces";
        Assert.Equal(kind != "comma", run.Out.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Loose_quotes_are_refused_with_the_option_that_reads_them()
    {
        string points = _folder.Text("p.txt", string.Concat(Enumerable.Range(0, 30).Select(
            row => $"{(row == 7 ? "\"" : $"w{row}\"x")} {row % 3 * 10} {row}.5 {row * row % 7}\n")));
        string[] line = ["embed", points, "--id-column", "1", "--header", "no", "-o", _folder["m.csv"], .. ToolRun.Short];
        ToolRun refused = ToolRun.Of([.. line, "--delimiter", "space"]);
        refused.ExpectFault(ExitCode.BadInput, "p.txt, line 1: there is a quote inside a cell that does not start with one; ");
        refused.ExpectFault(ExitCode.BadInput, "--quote none reads quotes as text.");
        ToolRun.Of([.. line, "--quote", "none", "--report", _folder["r.json"]]).Expect(ExitCode.Success);
        string[] rows = File.ReadAllLines(_folder["m.csv"]);
        Assert.StartsWith("\"\"\"\",", rows[8], StringComparison.Ordinal);
        Assert.StartsWith("\"w3\"\"x\",", rows[4], StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(_folder["r.json"]));
        Assert.Equal("none", report.RootElement.GetProperty("quote").GetString());
    }

    /// <summary>Rows that are left out are left out of all that belongs to rows.</summary>
    [Fact]
    public void Files_for_each_row_lose_the_rows_that_are_left_out()
    {
        string points = Table("points.csv", "miss"), labels = _folder.Text("l.txt", Lines(row => $"l{row}"));
        string weights = _folder.Text("w.txt", Lines(row => $"{row + 1}")), start = _folder.Text("s.csv", Lines(row => $"{row},{-row}"));
        ToolRun run = Embed(
            points, "--drop-text", "--missing", "drop", "--labels", labels, "--weights", weights, "--init", start,
            "--pin", _folder.Text("pin.txt", "0\n4\n39\n"), "-o", _folder["m.csv"], "--report", _folder["r.json"]);
        Assert.Contains(
            "2 of 40 rows have missing values and are left out; values were missing in 'a' (1 cell)", run.Out, StringComparison.Ordinal);
        string[] rows = File.ReadAllLines(_folder["m.csv"]);
        Assert.Equal("input_row,x,y,label", rows[0]);
        int[] kept = [.. Enumerable.Range(0, 40).Where(row => row is not (3 or 7))];
        Assert.Equal(kept.Select(row => ($"{row}", $"l{row}")), rows[1..].Select(row => row.Split(',')).Select(row => (row[0], row[3])));
        string[] pinned = rows[1..][Array.IndexOf(kept, 4)].Split(',');
        string[] last = rows[1..][Array.IndexOf(kept, 39)].Split(',');
        Assert.Equal(("4", "-4", "39", "-39"), (pinned[1], pinned[2], last[1], last[2]));
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(_folder["r.json"]));
        Assert.Equal(kept.Sum(row => row + 1.0), report.RootElement.GetProperty("sumOfWeights").GetDouble());
        Assert.Equal("[3,7]", string.Concat(report.RootElement.GetProperty("table").GetProperty("rowsLeftOut").GetRawText().Split()));
        ToolRun.Of("embed", points, "--drop-text", "--missing", "drop", "--pin", _folder.Text("pin.txt", "7\n"), "-o", _folder["n.csv"])
            .ExpectFault(ExitCode.BadInput, "--pin: row 7 has a missing value and was left out by --missing drop; take it off the list");
        string few = _folder.Text("few.txt", "a\nb\n");
        ToolRun.Of("embed", points, "--drop-text", "--missing", "drop", "--labels", few, "-o", _folder["n.csv"])
            .ExpectFault(ExitCode.BadInput, "few.txt: 2 labels do not fit 40 points; there must be one for each");

        // A map of all rows, and one of those that remain, can both be measured; the labels beside it follow.
        foreach (string map in new[] { start, _folder["m.csv"] })
        {
            ToolRun measured = ToolRun.Of("evaluate", points, map, "--drop-text", "--missing", "drop", "--no-kl", "--labels", labels);
            Assert.Contains("38 points measured", measured.Expect(ExitCode.Success).Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Ids_travel_into_the_map_the_page_and_the_model_even_where_two_are_equal()
    {
        string[][] rows = Rows("");
        rows[9][0] = rows[3][0] = "\"say \"\"</script>\"\", \U0001F600\"";
        string points = _folder.Text("points.csv", $"{Header}\n{string.Concat(rows.Select(row => $"{string.Join(',', row)}\n"))}");
        Embed(
            points, "--id-column", "name", "--drop-text", "-o", _folder["m.csv"],
            "--plot", _folder["m.html"], "--model", _folder["m.bhtsne"]);
        TsneModel model = TsneModel.Load(_folder["m.bhtsne"]);
        Assert.Equal("say \"</script>\", \U0001F600", model.Ids![9]);
        Assert.Equal(rows.Select(row => row[0].Length > 5 ? model.Ids[3] : row[0]), model.Ids);
        Assert.StartsWith("name,x,y\nr0,", File.ReadAllText(_folder["m.csv"]), StringComparison.Ordinal);
        Assert.Equal(model.Ids, PageFile.Ids(_folder["m.html"]));
        string named = Table("named.csv", "");
        Embed(named, "--id-column", "name", "--drop-text", "-o", _folder["a.csv"]);
        ToolRun later = Embed(named, "--id-column", "name", "--drop-text", "--start-from", _folder["a.csv"], "-o", _folder["b.csv"]);
        Assert.Contains("40 rows start where they were", later.Out, StringComparison.Ordinal);
        foreach (string[] match in new string[][] { ["--match-column", "name"], ["--id-column", "name", "--start-from", _folder["a.csv"]] })
        {
            ToolRun.Of(["embed", points, "--drop-text", .. match, "-o", _folder["c.csv"]])
                .ExpectFault(ExitCode.BadInput, "in the column 'name' is on row 3 and on row 9");
        }
    }

    /// <summary>In a table of another language, the tables beside it have its marks, too.</summary>
    [Fact]
    public void Weights_and_images_are_read_as_the_table_is()
    {
        string Rows(string mark) => string.Concat(
            Enumerable.Range(0, 20).Select(i => $"{i}{mark}5;{i * i % 7}{mark}25;{i * 5 % 11}{mark}75\n"));
        string[] files =
        [
            _folder.Text("p.csv", Rows(",")),
            _folder.Text("w.csv", string.Concat(Enumerable.Range(0, 20).Select(i => $"{1 + (i % 2)},5\n"))),
            _folder.Text("i.csv", Rows(",")),
        ];
        ToolRun.Of(
            "embed", files[0], "--delimiter", ";", "--decimal", "comma", "--weights", files[1],
            "--images", files[2], "--image-shape", "1x3",
            "--perplexity", "3", "--iterations", "20", "-o", _folder["m.csv"], "--plot", _folder["m.html"], "--report", _folder["r.json"])
            .Expect(ExitCode.Success);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(_folder["r.json"]));
        Assert.Equal(40, report.RootElement.GetProperty("sumOfWeights").GetDouble());
    }

    /// <summary>A row of the map, given again, gets its own place: means and deviations are those of the map.</summary>
    [Fact]
    public void A_model_standardizes_new_points_and_fills_them_with_its_means()
    {
        string points = Table("points.csv", "constant");
        ToolRun run = Embed(points, "--drop-text", "--standardize", "-o", _folder["m.csv"], "--model", _folder["m.bhtsne"]);
        Assert.Contains(
            "warning: the column 'b' has the same value in each row and is 0 once standardized; --drop-columns leaves it out",
            run.Out, StringComparison.Ordinal);
        Assert.Equal(2, run.Out.Split("warning: ").Length);
        string[][] rows = Rows("constant");
        float[] a = [.. rows.Select(row => float.Parse(row[1], CultureInfo.InvariantCulture))];
        TsneModel model = TsneModel.Load(_folder["m.bhtsne"]);
        Assert.Equal(a.Average(value => (double)value), model.Standardization!.Means[0], 12);

        string added = _folder.Text(
            "new.csv", $"{Header}\n{string.Join(',', rows[5])}\nnew,NA,{rows[5][2]},{rows[5][3]},a\n");
        ToolRun placed = ToolRun.Of(
            "transform", _folder["m.bhtsne"], added, "--drop-text", "--missing", "mean", "--id-column", "name", "-o", _folder["t.csv"]);
        Assert.Contains(
            "1 missing values became the means of their columns in the map: 'a' (1 cell)",
            placed.Expect(ExitCode.Success).Out, StringComparison.Ordinal);
        string[] places = File.ReadAllLines(_folder["t.csv"]);
        Assert.Equal("name,x,y,distance_score,far", places[0]);
        Assert.Equal(File.ReadAllLines(_folder["m.csv"])[6], string.Join(',', places[1].Split(',')[1..3]));
        float mean = (float)model.ColumnMeans![0];
        PointMatrix filled = PointMatrix.From(
            new[] { mean, 7, float.Parse(rows[5][3], CultureInfo.InvariantCulture) }, 1, 3);
        Assert.Equal(
            model.Transform(new TsneInput(filled)).Embedding.Values.ToArray(),
            places[2].Split(',')[1..3].Select(cell => float.Parse(cell, CultureInfo.InvariantCulture)));
        ToolRun dropped = ToolRun.Of("transform", _folder["m.bhtsne"], added, "--drop-text", "--missing", "drop", "-o", _folder["u.csv"]);
        Assert.StartsWith("input_row,x,y,", File.ReadAllText(_folder["u.csv"]), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, dropped.ExitCode);
    }

    private string Map() => _folder.Text("map.csv", Lines(row => $"{row},{row * row % 7}"));

    private static string Lines(Func<int, string> line) => string.Concat(Enumerable.Range(0, 40).Select(row => $"{line(row)}\n"));

    private static ToolRun Embed(string points, params string[] options) =>
        ToolRun.Of(["embed", points, .. options, .. ToolRun.Short]).Expect(ExitCode.Success);

    private string Table(string name, string kind)
    {
        string separator = kind switch { "comma" => ";", "bar" => "|", "space" => "   ", _ => "," };
        string start = string.Join(separator, "name", "a", "b", "");
        string header = kind is "space" ? "name a b c kind" : Header.Replace("name,a,b,", start, StringComparison.Ordinal)
            .Replace(",kind", $"{separator}kind", StringComparison.Ordinal);
        return _folder.Text(name, $"{header}\n{string.Concat(Rows(kind).Select(row => $"{string.Join(separator, row)}\n"))}");
    }

    private static string[][] Rows(string kind)
    {
        Random random = new(3);
        string[][] rows =
        [
            .. Enumerable.Range(0, 40).Select(row => (string[])
                [$"r{row}", .. Enumerable.Range(0, 3).Select(_ => Number((row % 4 * 3) + random.NextDouble())), $"{"abc"[row % 3]}"]),
        ];
        rows[0][1] = "0.25";
        foreach (string[] row in rows)
        {
            row[2] = kind == "constant" ? "7" : kind == "empty" ? "NA" : row[2];
            for (int column = 1; kind == "comma" && column < 4; column++)
            {
                row[column] = row[column].Replace('.', ',');
            }
        }

        if (kind == "miss")
        {
            (rows[3][1], rows[7][2]) = ("", "?");
        }

        return rows;
    }

    private static string Number(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
