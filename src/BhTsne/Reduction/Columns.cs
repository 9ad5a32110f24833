namespace BhTsne.Reduction;

/// <summary>Small operations on columns that lie one after the other, a stride apart.</summary>
internal static class Columns
{
    /// <summary>Drops the padding between columns.</summary>
    public static double[] Compact(double[] columns, int rows, int stride, int count)
    {
        double[] compact = new double[count * rows];
        for (int column = 0; column < count; column++)
        {
            columns.AsSpan(column * stride, rows).CopyTo(compact.AsSpan(column * rows));
        }

        return compact;
    }
}
