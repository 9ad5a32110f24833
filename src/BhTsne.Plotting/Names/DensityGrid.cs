using BhTsne.Plotting.Pictures;

namespace BhTsne.Plotting.Names;

/// <summary>How many points of each category are in each cell of a grid over the map.</summary>
internal sealed class DensityGrid
{
    private const int Cells = 96;

    /// <summary>Cells with at least this share of the density of the densest cell make up the dense parts of a category.</summary>
    private const double LeastShare = 0.15;

    /// <summary>
    /// A category is scattered, and has no name, when less than this share of its points lies within <see cref="Reach"/> of its anchor.
    /// Points spread evenly over a round map have 0.13.
    /// </summary>
    private const double Gathered = 0.28;

    /// <summary>A share of the diagonal of the map.</summary>
    private const double Reach = 0.13;

    private readonly Box _map;
    private readonly int[] _cells;
    private readonly int[] _starts;
    private readonly int[] _members;
    private readonly float[] _all = new float[Cells * Cells];
    private readonly float _dense;

    /// <summary>Counts the points.</summary>
    /// <param name="scene">The places of the points.</param>
    /// <param name="codes">The category of each.</param>
    /// <param name="categories">The number of categories.</param>
    /// <param name="map">The map.</param>
    public DensityGrid(Scene scene, int[] codes, int categories, Box map)
    {
        _map = map;
        _cells = new int[codes.Length];
        _starts = new int[categories + 1];
        _members = new int[codes.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            _cells[i] = (Cell((scene.Y[i] - map.Y) / map.Height) * Cells) + Cell((scene.X[i] - map.X) / map.Width);
            _all[_cells[i]]++;
            _starts[codes[i] + 1]++;
        }

        for (int code = 0; code < categories; code++)
        {
            _starts[code + 1] += _starts[code];
        }

        int[] next = [.. _starts];
        for (int i = 0; i < codes.Length; i++)
        {
            _members[next[codes[i]]++] = i;
        }

        float[] occupied = [.. _all.Where(count => count > 0).Order()];
        _dense = occupied[occupied.Length / 2];
    }

    /// <summary>
    /// The densest place of a category, within the largest of its dense parts; null when the category is scattered over the map.
    /// </summary>
    public (double X, double Y)? Anchor(int code)
    {
        float[] own = new float[Cells * Cells];
        for (int i = _starts[code]; i < _starts[code + 1]; i++)
        {
            own[_cells[_members[i]]]++;
        }

        float[] smooth = Smooth(Smooth(own));
        List<int> part = LargestPart(smooth);

        // The window grows with the part, so that the middle of an even one is found, and not its densest few cells.
        int radius = Math.Max(1, (int)(0.5 * Math.Sqrt(part.Count / Math.PI)));
        bool[] inside = new bool[Cells * Cells];
        part.ForEach(cell => inside[cell] = true);
        double dense = 0.5 * smooth.Max();
        (int best, double most) = (part[0], -1);
        foreach (int cell in part)
        {
            double sum = 0;
            foreach (int near in Near(cell, radius))
            {
                sum += inside[near] ? smooth[near] : 0;
            }

            sum *= Math.Min(1, smooth[cell] / dense); // Not the gap between the densest cells of a part.
            sum *= 1 + (0.2 * own[cell] / Math.Max(1, _all[cell])); // Of equals, the place where the category is alone.
            if (sum > most)
            {
                (best, most) = (cell, sum);
            }
        }

        (double x, double y) = (Middle(best % Cells, _map.X, _map.Width), Middle(best / Cells, _map.Y, _map.Height));
        return IsGathered(own, code, x, y) ? (x, y) : null;
    }

    /// <summary>How full of points a box is: 0 for none, 1 where each cell is as full as half of the cells in use.</summary>
    public double Fullness(Box box)
    {
        (double sum, int count) = (0, 0);
        int bottom = Cell((box.Bottom - _map.Y) / _map.Height);
        int right = Cell((box.Right - _map.X) / _map.Width);
        for (int y = Cell((box.Y - _map.Y) / _map.Height); y <= bottom; y++)
        {
            for (int x = Cell((box.X - _map.X) / _map.Width); x <= right; x++, count++)
            {
                sum += Math.Min(1, _all[(y * Cells) + x] / _dense);
            }
        }

        return sum / count;
    }

    private bool IsGathered(float[] own, int code, double x, double y)
    {
        double reach = Reach * double.Hypot(_map.Width, _map.Height);
        double near = 0;
        for (int cell = 0; cell < own.Length; cell++)
        {
            double right = Middle(cell % Cells, _map.X, _map.Width) - x;
            double down = Middle(cell / Cells, _map.Y, _map.Height) - y;
            near += double.Hypot(right, down) <= reach ? own[cell] : 0;
        }

        return near >= Gathered * (_starts[code + 1] - _starts[code]);
    }

    /// <summary>The connected cells with the most points of those that are not nearly empty.</summary>
    private static List<int> LargestPart(float[] density)
    {
        float least = (float)(LeastShare * density.Max());
        bool[] seen = Array.ConvertAll(density, value => value < least || value == 0);
        List<int> largest = [];
        double most = -1;
        for (int start = 0; start < density.Length; start++)
        {
            if (seen[start])
            {
                continue;
            }

            seen[start] = true;
            List<int> part = [start];
            double points = 0;
            for (int i = 0; i < part.Count; i++)
            {
                points += density[part[i]];
                foreach (int near in Near(part[i], 1))
                {
                    if (!seen[near])
                    {
                        seen[near] = true;
                        part.Add(near);
                    }
                }
            }

            if (points > most)
            {
                (largest, most) = (part, points);
            }
        }

        return largest;
    }

    /// <summary>The mean of each cell with its neighbours, nearer ones counting more.</summary>
    private static float[] Smooth(float[] values)
    {
        float[] smooth = new float[values.Length];
        for (int cell = 0; cell < values.Length; cell++)
        {
            (int x, int y) = (cell % Cells, cell / Cells);
            float sum = 0;
            for (int down = -1; down <= 1; down++)
            {
                for (int right = -1; right <= 1; right++)
                {
                    if (x + right is >= 0 and < Cells && y + down is >= 0 and < Cells)
                    {
                        sum += values[cell + (down * Cells) + right] * (right == 0 ? 2 : 1) * (down == 0 ? 2 : 1);
                    }
                }
            }

            smooth[cell] = sum / 16;
        }

        return smooth;
    }

    /// <summary>The cells of a disc.</summary>
    private static IEnumerable<int> Near(int cell, int radius)
    {
        (int x, int y) = (cell % Cells, cell / Cells);
        for (int down = Math.Max(-radius, -y); down <= Math.Min(radius, Cells - 1 - y); down++)
        {
            for (int right = Math.Max(-radius, -x); right <= Math.Min(radius, Cells - 1 - x); right++)
            {
                if ((right * right) + (down * down) <= radius * (radius + 1))
                {
                    yield return cell + (down * Cells) + right;
                }
            }
        }
    }

    private static int Cell(double share) => Math.Clamp((int)(share * Cells), 0, Cells - 1);

    private static double Middle(int cell, double start, double length) => start + ((cell + 0.5) / Cells * length);
}
