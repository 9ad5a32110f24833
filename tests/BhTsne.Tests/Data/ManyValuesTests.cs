using BhTsne.Numerics;
using BhTsne.Reduction;

namespace BhTsne.Tests.Data;

/// <summary>More values than one array can hold: the same block of memory again and again.</summary>
public sealed class ManyValuesTests
{
    private const int RowsOfBlock = 1 << 14, Columns = 64;

    private static int PanelValues => Columns * PanelLayout.Width;

    /// <summary>The 2^31 values of an array are passed within the last but one block.</summary>
    private static readonly Lazy<PointMatrix> Large = new(() =>
    {
        float[] values = [.. Enumerable.Range(0, RowsOfBlock * Columns).Select(i => ((i * 7919L) % 10007) / 100f)];
        return PointMatrix.FromBlocks([.. Enumerable.Repeat((ReadOnlyMemory<float>)values, 2050)], Columns);
    });

    [Fact]
    public void The_last_rows_are_packed_as_the_first_ones()
    {
        PointMatrix points = Large.Value;
        Assert.True((long)points.Rows * points.Columns > int.MaxValue);
        Assert.Equal(points.Row(5), points.Row(points.Rows - RowsOfBlock + 5));
        CentredPoints centred = new(points, Enumerable.Range(0, Columns).Select(column => column / 10d).ToArray(), 0.25);
        float[] first = new float[PanelValues], last = new float[PanelValues];
        centred.PackPoints(0, 0, Columns, first);
        centred.PackPoints(points.Rows - RowsOfBlock, 0, Columns, last);
        Assert.Equal(first, last);
        centred.PackColumns(0, Columns, 1, first);
        centred.PackColumns(points.Rows - RowsOfBlock, Columns, 1, last);
        Assert.Equal(first, last);

        // From the last rows of a block to the first ones of the next.
        centred.PackColumns(RowsOfBlock - 7, Columns, 0, first);
        centred.PackColumns(points.Rows - RowsOfBlock - 7, Columns, 0, last);
        Assert.Equal(first, last);
    }

    [Fact]
    public void A_run_without_a_reduction_is_refused_before_the_work_with_the_way_out()
    {
        TsneOptions without = new() { PcaComponents = 0 };
        TsneFault fault = Assert.Single(Tsne.Plan(new TsneInput(Large.Value), without).Faults);
        Assert.Equal((nameof(TsneOptions.PcaComponents), "0"), (fault.Option, fault.Value));
        Assert.Equal(
            "33,587,200 points of 64 dimensions have more values than one array, in which neighbours are searched, can hold "
            + "(2,147,483,591); let PCA reduce them, for instance to 50 components (with a metric that it keeps).",
            fault.Message);
        fault = Assert.Single(Tsne.Plan(new TsneInput(Large.Value), new TsneOptions { PcaComponents = 64 }).Faults);
        Assert.EndsWith("; reduce them to fewer components.", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Tsne.Plan(new TsneInput(Large.Value), new TsneOptions()).Faults);
        Assert.Empty(Tsne.Plan(new TsneInput(Large.Value), without with { MergeDuplicates = true }).Faults);
        Assert.Contains(
            "a study compares maps with the points before PCA",
            Assert.Single(TsneStudy.FindFaults(new TsneInput(Large.Value))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_of_points_that_one_array_cannot_hold_is_not_measured_and_that_is_said()
    {
        Embedding map = new(new float[Large.Value.Rows], 1);
        Assert.EndsWith(
            "; measure a part of the rows, or compare the map with the points after PCA.",
            Assert.Throws<TsneInputException>(() => MapQuality.Evaluate(Large.Value, map)).Message,
            StringComparison.Ordinal);
    }
}
