using System.Globalization;
using System.Text.RegularExpressions;

namespace BhTsne.Benchmarks.Peers;

/// <summary>One map of a program: a row of a CSV file.</summary>
/// <param name="Set">The data set.</param>
/// <param name="Points">N.</param>
/// <param name="Dimensions">D, reduced.</param>
/// <param name="Processor">What it ran on.</param>
/// <param name="Threads">The number of threads.</param>
/// <param name="Perplexity">The perplexity.</param>
/// <param name="Program">The key of the program.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version and that of what it runs in.</param>
/// <param name="Steps">Its start, learning rate and momentum.</param>
/// <param name="Iterations">Iterations done.</param>
/// <param name="Seconds">From the start of the process until the map was written.</param>
/// <param name="DescentSeconds">Of the descent alone; null where the program does not tell.</param>
/// <param name="Divergence">The exact KL.</param>
internal sealed partial record CurveRow(
    string Set, int Points, int Dimensions, string Processor, int Threads, double Perplexity, string Program, string Name, string Version,
    string Steps, int Iterations, double Seconds, double? DescentSeconds, double Divergence)
{
    private const string Header =
        "set,points,dimensions,processor,threads,perplexity,program,name,version,steps,iterations,seconds,descent_seconds,kl";

    /// <summary>Appends the row, after the header where the file is new.</summary>
    public void AppendTo(string path)
    {
        IFormattable?[] numbers = [Iterations, Math.Round(Seconds, 3), DescentSeconds is { } seconds ? Math.Round(seconds, 3) : null];
        IEnumerable<string> cells =
        [
            Set, Text(Points), Text(Dimensions), Processor, Text(Threads), Text(Perplexity), Program, Name, Version, Steps,
            .. numbers.Select(Text), Text(Math.Round(Divergence, 6)),
        ];
        string row = string.Join(',', cells.Select(Quote));
        File.AppendAllText(path, File.Exists(path) ? row + "\n" : $"{Header}\n{row}\n");
    }

    /// <summary>Reads what <see cref="AppendTo"/> wrote.</summary>
    public static CurveRow[] Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        return lines[0] == Header
            ? [.. lines[1..].Where(line => line.Length > 0).Select(Parse)]
            : throw new InvalidDataException($"{path} does not begin with \"{Header}\".");
    }

    private static CurveRow Parse(string line)
    {
        string[] cells = [.. Cell().Matches(line).Select(match => Unquote(match.Value))];
        return new CurveRow(
            cells[0], (int)Number(cells[1]), (int)Number(cells[2]), cells[3], (int)Number(cells[4]), Number(cells[5]), cells[6], cells[7],
            cells[8], cells[9], (int)Number(cells[10]), Number(cells[11]), cells[12].Length > 0 ? Number(cells[12]) : null,
            Number(cells[13]));
    }

    private static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(',', '"') ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;

    private static string Unquote(string cell) => cell.StartsWith('"') ? cell[1..^1].Replace("\"\"", "\"") : cell;

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("(?<=^|,)(\"([^\"]|\"\")*\"|[^,]*)")]
    private static partial Regex Cell();
}
