namespace BhTsne.Planning;

/// <summary>The memory that each stage of a run holds at its peak, beyond the input.</summary>
internal static class MemoryForecast
{
    /// <summary>Forecasts every stage that will run.</summary>
    public static IReadOnlyList<StageMemory> Of(
        TsneInput input, TsneOptions options, int? components, NeighborMethod? search, int? count, int threads) => [];
}
