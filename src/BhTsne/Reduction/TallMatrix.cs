using BhTsne.Numerics;

namespace BhTsne.Reduction;

/// <summary>
/// Many rows of a few columns, L of them, in single precision: panels of 32 columns, each an array of its own with row after row, so that a
/// row of a panel is two cache lines. Columns that do not exist are zero.
/// </summary>
internal sealed class TallMatrix
{
    private readonly float[][] _panels;

    /// <summary>Makes a matrix of zeros.</summary>
    /// <exception cref="ArgumentException">A panel would not fit into one array.</exception>
    public TallMatrix(int rows, int columns)
    {
        if (rows > Array.MaxLength / PanelLayout.Width)
        {
            throw new ArgumentException(
                $"{rows} rows or columns are too many for a truncated SVD; it takes at most {Array.MaxLength / PanelLayout.Width}.");
        }

        (Rows, Columns) = (rows, columns);
        _panels = new float[PanelLayout.Count(columns)][];
        for (int panel = 0; panel < _panels.Length; panel++)
        {
            _panels[panel] = new float[rows * PanelLayout.Width];
        }
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>L.</summary>
    public int Columns { get; }

    /// <summary>The number of panels.</summary>
    public int Panels => _panels.Length;

    /// <summary>One value.</summary>
    public ref float this[int row, int column] =>
        ref _panels[column / PanelLayout.Width][(row * PanelLayout.Width) + (column % PanelLayout.Width)];

    /// <summary>32 columns: value (row, column) at row * 32 + column.</summary>
    public float[] Panel(int panel) => _panels[panel];
}
