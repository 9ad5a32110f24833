namespace BhTsne.IO.Text;

/// <summary>Feature columns of a table that are chosen by their names.</summary>
internal static class ColumnSelection
{
    /// <summary>The places of names among the feature columns, from 0.</summary>
    /// <exception cref="ArgumentException">There is no name, or one of them is there twice.</exception>
    /// <exception cref="InvalidOperationException">The table has no names.</exception>
    /// <exception cref="TableFormatException">A name is not in the table, or twice.</exception>
    public static int[] Find(Table table, IReadOnlyList<string> names)
    {
        RequireDistinct(names);
        IReadOnlyList<string> present = table.ColumnNames ?? throw new InvalidOperationException(
            $"{table.File}: its columns have no names; columns can be chosen by name only where there is a header.");
        ILookup<string, int> places = Enumerable.Range(0, present.Count).ToLookup(column => present[column], StringComparer.Ordinal);
        string[] missing = [.. names.Where(name => !places.Contains(name))];
        if (missing.Length == names.Count)
        {
            throw new TableFormatException(
                table.File,
                $"there are no columns in common: the columns {NameList.Quote(missing)} are needed, "
                    + $"but the columns are {NameList.Quote(present)}.");
        }

        if (missing.Length > 0)
        {
            throw new TableFormatException(
                table.File,
                $"{missing.Length} of the {names.Count} columns that are needed {(missing.Length == 1 ? "is" : "are")} missing: "
                    + $"{NameList.Quote(missing)}.");
        }

        return [.. names.Select(name => Single(table, name, [.. places[name]]))];
    }

    /// <summary>Copies columns, none of them twice, into a matrix of their own.</summary>
    public static PointMatrix Copy(PointMatrix points, int[] columns)
    {
        float[] values = GC.AllocateUninitializedArray<float>(points.Rows * columns.Length);
        for (int row = 0, next = 0; row < points.Rows; row++)
        {
            ReadOnlySpan<float> from = points.Row(row);
            foreach (int column in columns)
            {
                values[next++] = from[column];
            }
        }

        return PointMatrix.From(values, points.Rows, columns.Length);
    }

    private static void RequireDistinct(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            throw new ArgumentException("There is no name of a column.", nameof(names));
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!seen.Add(name))
            {
                throw new ArgumentException($"The column '{name}' is needed twice; columns must have names of their own.", nameof(names));
            }
        }
    }

    private static int Single(Table table, string name, int[] places) => places.Length == 1 ? places[0] : throw new TableFormatException(
        table.File,
        $"the column '{name}' is there twice (feature columns {places[0] + 1} and {places[1] + 1}); columns must have names of their own.");
}
