namespace BhTsne.Neighbors;

/// <summary>A caller's distance function, with its results checked.</summary>
internal sealed class CustomDistance(ScaledPoints points, Metric metric)
{
    private readonly DistanceFunction _function = metric.Function!;

    /// <summary>The distance from one row to another, by the function as it is (not scaled).</summary>
    /// <exception cref="TsneInputException">
    /// The function threw or returned a value that is not a distance; the message names both rows.
    /// </exception>
    public float Between(int from, int to)
    {
        float distance;
        try
        {
            distance = _function(points.Row(from), points.Row(to));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new TsneInputException(
                $"The distance function '{metric.Name}' failed for {Rows(from, to)}: {exception.Message}", exception);
        }

        if (!(distance >= 0) || float.IsInfinity(distance))
        {
            throw new TsneInputException(
                $"The distance function '{metric.Name}' returned {distance} for {Rows(from, to)}; "
                + "a distance is finite and not negative.");
        }

        // Adding zero turns -0 into 0: keys compare bits.
        return distance + 0f;
    }

    private string Rows(int from, int to) =>
        from < points.Rows ? $"rows {from} and {to}" : $"row {from - points.Rows} of the new points and row {to} of the others";
}
