namespace BhTsne.Cli.Commands;

/// <summary>New points whose columns are those of a model.</summary>
/// <param name="Input">The points.</param>
/// <param name="LeftOut">The names of columns that the model does not have.</param>
internal sealed record NewPoints(TsneInput Input, IReadOnlyList<string> LeftOut)
{
    /// <summary>Chooses the columns of the model by their names, where both have names; otherwise their number must be the same.</summary>
    /// <param name="model">The model.</param>
    /// <param name="modelFile">What messages call it.</param>
    /// <param name="data">The points.</param>
    /// <param name="files">What messages call them.</param>
    /// <exception cref="IOException">A column is missing.</exception>
    /// <exception cref="ToolException">They do not fit the model.</exception>
    public static NewPoints For(TsneModel model, string modelFile, InputData data, string files)
    {
        if (data.Input.Kind != model.InputKind)
        {
            throw Fault(
                $"{modelFile}: its map was made of {Words(model.InputKind)} points, but {files} holds {Words(data.Input.Kind)} ones; "
                + $"give {Words(model.InputKind)} points");
        }

        TsneInput input = data.Input;
        IReadOnlyList<string> leftOut = data.Table?.OtherColumns ?? [];
        if (model.ColumnNames is { } names && data.Table is { ColumnNames: { } present } table && !present.SequenceEqual(names))
        {
            RequireDistinct(names, modelFile, files);
            input = table.SelectColumns(names, out IReadOnlyList<string> others).Points;
            leftOut = [.. leftOut, .. others];
        }

        return input.Dimensions == model.Dimensions ? new NewPoints(input, leftOut) : throw Fault(
            $"{modelFile}: its map was made of points of {model.Dimensions} dimensions, but {files} has {input.Dimensions}; "
            + "give the same columns");
    }

    /// <summary>What new points get in place of missing values: the means of the columns over the points of the map.</summary>
    /// <param name="model">The model.</param>
    /// <returns>Null where it knows none; otherwise null for a column that it does not have, which is left out later.</returns>
    public static Func<int, string?, double?>? ValuesForMissing(TsneModel model)
    {
        if (model.ColumnMeans is not { } means)
        {
            return null;
        }

        Dictionary<string, double> named = new(StringComparer.Ordinal);
        for (int column = 0; column < (model.ColumnNames?.Count ?? 0); column++)
        {
            named.TryAdd(model.ColumnNames![column], means[column]);
        }

        return (feature, name) => named.Count > 0 && name is not null ? (named.TryGetValue(name, out double mean) ? mean : null)
            : feature < means.Count ? means[feature]
            : null;
    }

    private static void RequireDistinct(IReadOnlyList<string> names, string modelFile, string files)
    {
        string? twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw Fault(
                $"{modelFile}: two of its columns are called '{twice}', so that columns cannot be matched by their names; "
                + $"give {files} the same columns in the same order");
        }
    }

    private static string Words(TsneInputKind kind) => kind == TsneInputKind.SparsePoints ? "sparse" : "dense";

    private static ToolException Fault(string message) => new(ExitCode.BadInput, [message]);
}
