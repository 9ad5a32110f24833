using System.Globalization;
using BhTsne.Cli.Options;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>The labels of a picture of maps that are there.</summary>
/// <param name="Values">One for each row that is shown; null for none.</param>
/// <param name="Name">What their column is called; null where it has no name of its own.</param>
/// <param name="Notes">What a person should know, a line each.</param>
internal sealed record PlotLabels(IReadOnlyList<string>? Values, string? Name, IReadOnlyList<string> Notes)
{
    /// <summary>Those of files, or else of the first map that has them.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="maps">The maps.</param>
    /// <param name="rows">The rows of each that are shown.</param>
    /// <param name="interrupt">Stops reading.</param>
    /// <exception cref="ToolException">They are not there, or do not fit the maps, or have no names in the file of names.</exception>
    public static PlotLabels Of(PlotRequest request, MapFile[] maps, int[][] rows, CancellationToken interrupt)
    {
        PlotLabels found = Found(request, maps, rows, interrupt);
        if (request.LabelNames is not { } names)
        {
            return found;
        }

        return found.Values is { } labels
            ? found with { Values = NamedLabels.Of(labels, names, interrupt) }
            : throw new ToolException(
                ExitCode.BadInput,
                [
                    $"{FileRows.LabelNames.Name}: {request.Maps[0]} has no column '{request.LabelColumn}', so that there are no labels to name; "
                    + $"add {PlotRows.Labels.Name} FILE, or leave this out",
                ]);
    }

    /// <summary>Says of a map file which columns it has.</summary>
    public static string Present(MapFile map) => map.Columns.Count == 0
        ? "it has no columns beside its coordinates"
        : $"its columns are {string.Join(", ", map.Columns.Select(column => $"'{column.Name}'"))}";

    private static PlotLabels Found(PlotRequest request, MapFile[] maps, int[][] rows, CancellationToken interrupt)
    {
        if (request.LabelFiles.Count > 0)
        {
            IReadOnlyList<string> all = RunInput.ReadLabels(request.LabelFiles, new KeptRows(maps[0].Embedding.Points, null), interrupt);
            return new PlotLabels(Array.ConvertAll(rows[0], row => all[row]), null, []);
        }

        bool isUsual = request.LabelColumn == PlotRows.LabelColumn.Default;
        int source = Array.FindIndex(maps, map => map.Column(request.LabelColumn) is not null);
        if (source < 0)
        {
            return isUsual ? new PlotLabels(null, null, []) : throw new ToolException(
                ExitCode.BadInput, [$"{request.Maps[0]}: there is no column '{request.LabelColumn}'; {Present(maps[0])}"]);
        }

        string[] labels = PlotColumns.Texts(maps[source].Column(request.LabelColumn)!, rows[source]);
        List<string> notes = [];
        for (int m = source + 1; m < maps.Length; m++)
        {
            int differences = maps[m].Column(request.LabelColumn) is { } other
                ? PlotColumns.Texts(other, rows[m]).Zip(labels).Count(pair => pair.First != pair.Second)
                : 0;
            if (differences > 0)
            {
                string shown = request.Maps[source];
                notes.Add(Text($"{request.Maps[m]}: {Rows(differences)} other labels than in {shown}, whose labels are shown"));
            }
        }

        return new PlotLabels(labels, isUsual ? null : PageColumns.NameOf(request.LabelColumn, 0), notes);

        static string Rows(int count) => count == 1 ? "1 row has" : Text($"{count:N0} rows have");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
