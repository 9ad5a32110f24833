using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>Finds columns with the same value in each row, by which no two points differ.</summary>
internal static class ConstantColumns
{
    /// <summary>
    /// The names of the columns with the same value in each row; none where columns have no names, as in arrays of pixels, where such
    /// columns are usual and nothing to mend.
    /// </summary>
    public static IReadOnlyList<string> Of(Table? table)
    {
        if (table?.ColumnNames is not { } names || table.Points.Rows < 2)
        {
            return [];
        }

        int columns = table.Points.Columns;
        ReadOnlySpan<float> first = table.Points.Row(0);
        List<int> constant = [.. Enumerable.Range(0, columns)];
        for (int row = 1; row < table.Points.Rows && constant.Count > 0; row++)
        {
            ReadOnlySpan<float> values = table.Points.Row(row);
            for (int i = constant.Count - 1; i >= 0; i--)
            {
                if (values[constant[i]] != first[constant[i]])
                {
                    constant.RemoveAt(i);
                }
            }
        }

        GC.KeepAlive(table);
        return [.. constant.Select(column => names[column])];
    }
}
