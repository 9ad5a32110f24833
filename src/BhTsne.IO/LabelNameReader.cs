using System.Globalization;
using BhTsne.IO.Text;

namespace BhTsne.IO;

/// <summary>Reads names for labels that are codes, for instance <c>T-shirt</c> for <c>0</c>.</summary>
/// <remarks>
/// A .csv or .tsv file of two columns has a label and its name in each record, quoted as in RFC 4180; a header does no harm, because no
/// label is called like it. Any other file has one name in each line as it stands: the first is that of the label 0. A .csv or .tsv file of
/// one column is such a list, too. All methods may be used from several threads.
/// </remarks>
public static class LabelNameReader
{
    /// <summary>Reads all names of a file.</summary>
    /// <param name="path">The file, gzipped or not.</param>
    /// <param name="cancellation">Cancels the work; checked at each record.</param>
    /// <returns>The name of each label. Two labels may have one name.</returns>
    /// <exception cref="TableFormatException">
    /// It is malformed, empty or no text, has another number of columns, an empty name, or two names for a label.
    /// </exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path, CancellationToken cancellation = default)
    {
        using TableInput input = TableInput.OfFile(path);
        TableFormat format = input.FormatFor(TableContents.Labels);
        if (format.IsArray || format == TableFormat.Npz || format == TableFormat.MatrixMarket)
        {
            throw new TableFormatException(path, "names of labels are read from text: a .csv of labels and names, or one name in a line.");
        }

        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach ((string label, string name, long line) in format == TableFormat.Text ? Lines(input) : Records(input, format.Separator))
        {
            cancellation.ThrowIfCancellationRequested();
            if (name.Length == 0)
            {
                throw new TableFormatException(path, $"the name of the label '{label}' is empty.", line);
            }

            if (!names.TryAdd(label, name) && names[label] != name)
            {
                throw new TableFormatException(path, $"the label '{label}' has the name '{names[label]}' already; give it one name.", line);
            }
        }

        return names.Count > 0 ? names : throw new TableFormatException(path, "it has no names.");
    }

    private static IEnumerable<(string Label, string Name, long Line)> Lines(TableInput input) =>
        LabelReader.Lines(input).Select((name, label) => (Code(label), name, label + 1L));

    private static IEnumerable<(string Label, string Name, long Line)> Records(TableInput input, char separator)
    {
        using CsvFile csv = new(input, separator);
        for (int record = 0, cells = 0; csv.Next(); record++)
        {
            cells = record == 0 ? csv.Cells : cells;
            if (csv.Cells != cells)
            {
                throw CsvTable.Ragged(csv, cells);
            }

            yield return cells switch
            {
                1 => (Code(record), csv.Text(0), csv.Line),
                2 => (csv.Text(0), csv.Text(1), csv.Line),
                _ => throw new TableFormatException(
                    input.Name, $"there are {cells} columns; names of labels need two, the label and its name.", csv.Line),
            };
        }
    }

    private static string Code(int label) => label.ToString(CultureInfo.InvariantCulture);
}
