namespace BhTsne.Plotting.Svg;

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

    private Scene(int points)
    {
        X = new double[points];
        Y = new double[points];
    }

    /// <summary>The horizontal place of each point in the picture.</summary>
    public double[] X { get; }

    /// <summary>The vertical place of each point in the picture, downward.</summary>
    public double[] Y { get; }

    /// <summary>The depth of each point, 0 (far) to 1 (near); null for a map of fewer than three dimensions.</summary>
    public double[]? Depth { get; private set; }

    /// <summary>The twelve edges of the cuboid around a map of three dimensions, as pairs of ends; empty otherwise.</summary>
    public IReadOnlyList<(double X, double Y)> Edges { get; private set; } = [];

    /// <summary>Lays a map into a rectangle, its middle at the rectangle's middle.</summary>
    public static Scene Of(Embedding embedding, Box box)
    {
        Scene scene = new(embedding.Points);
        List<(double X, double Y)> corners = [];
        if (embedding.Dimensions == 3)
        {
            scene.Project(embedding, corners);
        }
        else
        {
            scene.Flatten(embedding);
        }

        scene.Fit(box, corners);
        scene.Edges = Cuboid(corners);
        return scene;
    }

    private void Flatten(Embedding embedding)
    {
        bool strip = embedding.Dimensions == 1;
        for (int i = 0; i < X.Length; i++)
        {
            X[i] = embedding[i, 0];
            Y[i] = strip ? 0 : -(double)embedding[i, 1];
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

    private void Project(Embedding embedding, List<(double X, double Y)> corners)
    {
        double[] low = new double[3];
        double[] high = new double[3];
        for (int axis = 0; axis < 3; axis++)
        {
            double[] along = new double[embedding.Points];
            for (int i = 0; i < along.Length; i++)
            {
                along[i] = embedding[i, axis];
            }

            (low[axis], high[axis]) = Range(along);
        }

        Depth = new double[embedding.Points];
        for (int i = 0; i < X.Length; i++)
        {
            (X[i], Y[i], Depth[i]) = View(embedding[i, 0], embedding[i, 1], embedding[i, 2]);
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
