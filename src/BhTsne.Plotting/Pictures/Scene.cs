namespace BhTsne.Plotting.Pictures;

/// <summary>A map of any dimensions laid into a rectangle of the picture, with one scale for both axes.</summary>
internal sealed class Scene
{
    /// <summary>
    /// One dimension has no height: its points are spread over this share of its span, so that they can be distinguished.
    /// </summary>
    private const double StripHeight = 0.22;

    // The view of three dimensions: turned by 35 degrees about the upright axis, then tilted by 25. Written out, for the same bits
    // everywhere.
    private const double CosTurn = 0.81915204428899178;
    private const double SinTurn = 0.57357643635104609;
    private const double CosTilt = 0.90630778703664996;
    private const double SinTilt = 0.42261826174069944;

    private Scene(double[] x)
    {
        X = x;
        Y = new double[x.Length];
    }

    /// <summary>The horizontal place of each point in the picture: of the N points of the map, then of those of the reference.</summary>
    public double[] X { get; }

    /// <summary>The vertical place of each point in the picture, downward.</summary>
    public double[] Y { get; }

    /// <summary>The depth of each point, 0 (far) to 1 (near); null for a map of fewer than three dimensions.</summary>
    public double[]? Depth { get; private set; }

    /// <summary>The twelve edges of the cuboid around a map of three dimensions, as pairs of ends; empty otherwise.</summary>
    public IReadOnlyList<(double X, double Y)> Edges { get; private set; } = [];

    /// <summary>The edges, each from one end to the other.</summary>
    public IEnumerable<((double X, double Y) From, (double X, double Y) To)> Lines()
    {
        for (int i = 0; i < Edges.Count; i += 2)
        {
            yield return (Edges[i], Edges[i + 1]);
        }
    }

    /// <summary>Lays a map and its reference, if any, into a rectangle, the middle of both at the rectangle's middle.</summary>
    public static Scene Of(Embedding embedding, Embedding? reference, Box box)
    {
        double[][] axes = [.. Enumerable.Range(0, embedding.Dimensions).Select(axis => Along(axis, embedding, reference))];
        Scene scene = new(axes[0]);
        List<(double X, double Y)> corners = [];
        if (embedding.Dimensions == 3)
        {
            scene.Project(axes, corners);
        }
        else
        {
            scene.Flatten(axes);
        }

        scene.Fit(box, corners);
        scene.Edges = Cuboid(corners);
        return scene;
    }

    /// <summary>The coordinates of all points along an axis.</summary>
    private static double[] Along(int axis, Embedding embedding, Embedding? reference)
    {
        double[] along = new double[embedding.Points + (reference?.Points ?? 0)];
        for (int i = 0; i < along.Length; i++)
        {
            along[i] = i < embedding.Points ? embedding[i, axis] : reference![i - embedding.Points, axis];
        }

        return along;
    }

    private void Flatten(double[][] axes)
    {
        bool strip = axes.Length == 1;
        for (int i = 0; i < X.Length; i++)
        {
            Y[i] = strip ? 0 : -axes[1][i];
        }

        if (strip)
        {
            (double low, double high) = Range(X);
            double height = (high > low ? high - low : 1) * StripHeight;
            for (int i = 0; i < Y.Length; i++)
            {
                Y[i] = (DrawOrder.Jitter(i) - 0.5) * height;
            }
        }
    }

    private void Project(double[][] axes, List<(double X, double Y)> corners)
    {
        double[] low = new double[3];
        double[] high = new double[3];
        for (int axis = 0; axis < 3; axis++)
        {
            (low[axis], high[axis]) = Range(axes[axis]);
        }

        Depth = new double[X.Length];
        for (int i = 0; i < X.Length; i++)
        {
            (X[i], Y[i], Depth[i]) = View(axes[0][i], axes[1][i], axes[2][i]);
        }

        (double far, double near) = Range(Depth);
        for (int i = 0; i < Depth.Length; i++)
        {
            Depth[i] = near > far ? (Depth[i] - far) / (near - far) : 1;
        }

        for (int corner = 0; corner < 8; corner++)
        {
            (double x, double y, _) = View(
                (corner & 1) == 0 ? low[0] : high[0], (corner & 2) == 0 ? low[1] : high[1], (corner & 4) == 0 ? low[2] : high[2]);
            corners.Add((x, y));
        }
    }

    /// <summary>Right, down and toward the eye, of a point whose third axis points up.</summary>
    private static (double X, double Y, double Depth) View(double x, double y, double z)
    {
        double right = (x * CosTurn) + (y * SinTurn);
        double away = (y * CosTurn) - (x * SinTurn);
        return (right, -((z * CosTilt) + (away * SinTilt)), (z * SinTilt) - (away * CosTilt));
    }

    private void Fit(Box box, List<(double X, double Y)> corners)
    {
        (double left, double right) = Range([.. X, .. corners.Select(corner => corner.X)]);
        (double top, double bottom) = Range([.. Y, .. corners.Select(corner => corner.Y)]);
        double scale =
            Math.Min(box.Width / (right - left), box.Height / (bottom - top)); // A zero span divides to infinity and does not limit.
        scale = double.IsFinite(scale) ? scale : 0;
        double PlaceX(double x) => box.X + (box.Width / 2) + (((x - left) - ((right - left) / 2)) * scale);
        double PlaceY(double y) => box.Y + (box.Height / 2) + (((y - top) - ((bottom - top) / 2)) * scale);
        for (int i = 0; i < X.Length; i++)
        {
            X[i] = PlaceX(X[i]);
            Y[i] = PlaceY(Y[i]);
        }

        for (int i = 0; i < corners.Count; i++)
        {
            corners[i] = (PlaceX(corners[i].X), PlaceY(corners[i].Y));
        }
    }

    private static List<(double X, double Y)> Cuboid(List<(double X, double Y)> corners)
    {
        List<(double X, double Y)> edges = [];
        for (int corner = 0; corner < corners.Count; corner++)
        {
            for (int axis = 1; axis < 8; axis <<= 1)
            {
                if ((corner & axis) == 0)
                {
                    edges.Add(corners[corner]);
                    edges.Add(corners[corner | axis]);
                }
            }
        }

        return edges;
    }

    private static (double Low, double High) Range(double[] values)
    {
        (double low, double high) = (values[0], values[0]);
        foreach (double value in values)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return (low, high);
    }
}
