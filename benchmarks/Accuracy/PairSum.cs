namespace BhTsne.Benchmarks.Accuracy;

/// <summary>The sums at one point over all others: Σ w φ and Σ w ψ δ, in double.</summary>
internal readonly record struct PairSum(double Phi, double X, double Y, double Z)
{
    /// <summary>The square of the force's length.</summary>
    public double SquaredForce => (X * X) + (Y * Y) + (Z * Z);

    /// <summary>Sums both.</summary>
    public static PairSum operator +(PairSum a, PairSum b) => new(a.Phi + b.Phi, a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>|forces − exact| / |exact| in the Euclidean norm over all points.</summary>
    public static double ForceError(PairSum[] sums, PairSum[] exact)
    {
        double error = 0, norm = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            error += (exact[i] with { X = exact[i].X - sums[i].X, Y = exact[i].Y - sums[i].Y, Z = exact[i].Z - sums[i].Z }).SquaredForce;
            norm += exact[i].SquaredForce;
        }

        return Math.Sqrt(error / norm);
    }

    /// <summary>The relative error of Σ φ over all points: of one normaliser for all pairs.</summary>
    public static double SharedPhiError(PairSum[] sums, PairSum[] exact) =>
        Math.Abs((sums.Sum(sum => sum.Phi) / exact.Sum(sum => sum.Phi)) - 1);

    /// <summary>The root of the mean squared relative error of φ: of one normaliser for each point.</summary>
    public static double OwnPhiError(PairSum[] sums, PairSum[] exact) =>
        Math.Sqrt(sums.Zip(exact, (sum, right) => Math.Pow((sum.Phi / right.Phi) - 1, 2)).Average());
}
