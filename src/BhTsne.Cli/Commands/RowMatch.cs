using BhTsne.Cli.Options;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>Finds the rows of the first map again in all others.</summary>
/// <param name="files">The files of the maps.</param>
/// <param name="maps">What is in them.</param>
/// <param name="ids">The ids of each map; null where a map has none.</param>
internal sealed class RowMatch(IReadOnlyList<string> files, IReadOnlyList<MapFile> maps, IReadOnlyList<IReadOnlyList<string>?> ids)
{
    private const int LongestQuotation = 40;

    /// <summary>The rows to show of each map, in the order of the first.</summary>
    /// <param name="commonRows">Whether rows that are not in all maps are left out; otherwise they are a fault.</param>
    /// <param name="leftOut">The number of rows of each map that are left out.</param>
    /// <exception cref="ToolException">The maps do not have the same rows, or their rows cannot be found again.</exception>
    public int[][] Find(bool commonRows, out int[] leftOut)
    {
        leftOut = new int[maps.Count];
        if (maps.Count == 1 || ids.All(each => each is null))
        {
            RequireSameCounts(commonRows);
            return [.. maps.Select(map => Enumerable.Range(0, map.Embedding.Points).ToArray())];
        }

        RequireIds();
        Dictionary<string, int>[] places = [.. Enumerable.Range(0, maps.Count).Select(Places)];
        int[] rows = [.. Enumerable.Range(0, ids[0]!.Count).Where(row => places.All(place => place.ContainsKey(ids[0]![row])))];
        for (int m = 0; m < maps.Count; m++)
        {
            leftOut[m] = maps[m].Embedding.Points - rows.Length;
        }

        if (rows.Length == 0)
        {
            throw Bad($"{files[1]}: none of its ids, such as {Quote(ids[1]![0])}, is in {files[0]}, whose first is {Quote(ids[0]![0])}");
        }

        if (!commonRows && leftOut.Any(count => count > 0))
        {
            throw Bad(DescribeMissing(places));
        }

        return [.. places.Select(place => Array.ConvertAll(rows, row => place[ids[0]![row]]))];
    }

    private void RequireSameCounts(bool commonRows)
    {
        int points = maps[0].Embedding.Points;
        int other = Enumerable.Range(0, maps.Count).FirstOrDefault(m => maps[m].Embedding.Points != points, -1);
        if (other >= 0)
        {
            throw Bad(
                $"{files[other]}: {maps[other].Embedding.Points} rows do not fit the {points} of {files[0]}, and there are no ids by which "
                + $"rows could be found again; {PlotRows.IdColumn.Name} names a column of ids");
        }

        if (commonRows && maps.Count > 1)
        {
            throw new ToolException(
                ExitCode.WrongCommandLine,
                [
                    $"{PlotRows.CommonRows.Name}: the maps have no ids by which rows could be found; "
                    + $"{PlotRows.IdColumn.Name} names a column",
                ]);
        }
    }

    private void RequireIds()
    {
        int without = Enumerable.Range(0, maps.Count).FirstOrDefault(m => ids[m] is null, -1);
        if (without >= 0)
        {
            int with = Enumerable.Range(0, maps.Count).First(m => ids[m] is not null);
            throw Bad(
                $"{files[without]}: it has no ids, but {files[with]} has; if rows are in the same order, give "
                + $"{PlotRows.IdColumn.Name} {PlotRows.NoIds}");
        }
    }

    private Dictionary<string, int> Places(int map)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int row = 0; row < ids[map]!.Count; row++)
        {
            string id = ids[map]![row];
            if (!places.TryAdd(id, row))
            {
                throw Bad(
                    $"{files[map]}: the id {Quote(id)} is on row {places[id]} and on row {row} (counted from 0, without a header); "
                    + $"each row needs an id of its own, or {PlotRows.IdColumn.Name} {PlotRows.NoIds}");
            }
        }

        return places;
    }

    private string DescribeMissing(Dictionary<string, int>[] places)
    {
        for (int m = 0; m < maps.Count; m++)
        {
            for (int other = 0; other < maps.Count; other++)
            {
                string[] missing = [.. ids[m]!.Where(id => !places[other].ContainsKey(id))];
                if (missing.Length > 0)
                {
                    string rows = missing.Length == 1 ? "1 row" : $"{missing.Length} rows";
                    return $"{files[other]}: {rows} of {files[m]} {(missing.Length == 1 ? "is" : "are")} not in it, the first with the id "
                        + $"{Quote(missing[0])}; {PlotRows.CommonRows.Name} leaves out rows that are not in all maps";
                }
            }
        }

        throw new InvalidOperationException("All maps have the same rows.");
    }

    private static string Quote(string text) => $"'{(text.Length <= LongestQuotation ? text : text[..LongestQuotation] + "...")}'";

    private static ToolException Bad(string fault) => new(ExitCode.BadInput, [fault]);
}
