using System.Runtime.Intrinsics;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.SpaceTrees;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.Repulsion;

/// <summary>
/// What one cell contributes, as a cell of the list and as part of a local expansion, for every kernel and number of dimensions: mass
/// alone, each second moment alone, and all together, against the definition in double. A coefficient that is read from another's place
/// shows.
/// </summary>
public sealed class LocalExpansionTests
{
    /// <summary>Of the largest value of the sixteen points: a few roundings, and those of the exponent.</summary>
    private const double Rounding = 5e-6;

    public static TheoryData<string, int> Cases
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (string kernel in new[] { "t-SNE", "alpha = 0.6", "alpha = 3", "Gaussian" })
            {
                for (int dimensions = 1; dimensions <= 3; dimensions++)
                {
                    cases.Add(kernel, dimensions);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_cell_acts_on_points_by_its_mass_and_each_of_its_second_moments(string kernel, int dimensions) =>
        ForEach(kernel, dimensions, new CellCheck());

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_local_expansion_has_every_coefficient_of_third_order(string kernel, int dimensions) =>
        ForEach(kernel, dimensions, new ExpansionCheck());

    /// <summary>More cells than the buffer of an expansion has room for at first: none may be lost or moved when it grows.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_local_expansion_grows_with_its_cells(int dimensions) => ForEach("t-SNE", dimensions, new GrowthCheck());

    private interface ICheck
    {
        void Run<TSpace, TKernel>(TKernel kernel, KernelFormula formula)
            where TSpace : struct, ISpace
            where TKernel : struct, IKernel;
    }

    /// <summary>What lies in memory behind the last cell, left there by an earlier group, does not matter, whatever it is.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_local_expansion_has_nothing_of_what_lies_behind_its_cells(string kernel, int dimensions) =>
        ForEach(kernel, dimensions, new LeftoverCheck());

    private static void ForEach(string kernel, int dimensions, ICheck check)
    {
        switch (kernel)
        {
            case "t-SNE":
                In(default(StudentKernel), CellField.Student(1));
                break;
            case "Gaussian":
                In(default(GaussianKernel), CellField.Gaussian);
                break;
            default:
                double alpha = double.Parse(kernel["alpha = ".Length..], System.Globalization.CultureInfo.InvariantCulture);
                In(new StudentTailKernel(alpha), CellField.Student(alpha));
                break;
        }

        void In<TKernel>(TKernel value, KernelFormula formula)
            where TKernel : struct, IKernel
        {
            switch (dimensions)
            {
                case 1:
                    check.Run<OneDimension, TKernel>(value, formula);
                    break;
                case 2:
                    check.Run<TwoDimensions, TKernel>(value, formula);
                    break;
                default:
                    check.Run<ThreeDimensions, TKernel>(value, formula);
                    break;
            }
        }
    }

    /// <summary>Cells of a mass without moments, of each single moment without a mass, and of all of them, no two values alike.</summary>
    private static IEnumerable<CellField> Cells(KernelFormula formula, int dimensions)
    {
        double[] centre = [.. new[] { 0.25, -0.5, 0.125 }.Take(dimensions)];
        yield return new CellField(formula, 12, centre, new double[dimensions, dimensions]);
        double[,] all = new double[dimensions, dimensions];
        for (int a = 0; a < dimensions; a++)
        {
            for (int b = a; b < dimensions; b++)
            {
                double[,] one = new double[dimensions, dimensions];
                one[a, b] = one[b, a] = 1;
                yield return new CellField(formula, 0, centre, one);
                all[a, b] = all[b, a] = a == b ? 0.5 + (0.75 * a) : 0.25 - (0.125 * (a + (2 * b)));
            }
        }

        yield return new CellField(formula, 12, centre, all);
    }

    /// <summary>Coordinates of sixteen points, axis by axis, around a place that is on no axis and no diagonal.</summary>
    private static float[][] Points(int dimensions, double width)
    {
        Random random = new(7);
        double[] middle = [.. new[] { 1.5, 0.75, -1.25 }.Take(dimensions)];
        return [.. middle.Select(Along)];

        float[] Along(double m) =>
            [.. Enumerable.Range(0, 2 * Lanes.Count).Select(_ => (float)(m + (width * (random.NextDouble() - 0.5))))];
    }

    private static double[] Point(float[][] coordinates, int lane) => [.. coordinates.Select(axis => (double)axis[lane])];

    private static void AssertHolds<TSpace, TKernel>(ForceAccumulator<TSpace, TKernel> sums, (double Phi, double[] Force)[] expected)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel
    {
        AssertAll(sums.Phi, [.. expected.Select(value => value.Phi)], "the potential");
        Vector512<float>[] forces = [sums.ForceX, sums.ForceY, sums.ForceZ];
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            AssertAll(forces[axis], [.. expected.Select(value => value.Force[axis])], $"the force along axis {axis}");
        }
    }

    private static void AssertAll(Vector512<float> actual, double[] expected, string what)
    {
        double size = expected.Max(Math.Abs);
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            Assert.True(
                Math.Abs(actual[lane] - expected[lane]) <= Rounding * size,
                $"{what}: {actual[lane]} instead of {expected[lane]} at point {lane}");
        }
    }

    private static CellFamilies<TSpace> Families<TSpace>(IReadOnlyList<CellField> cells)
        where TSpace : struct, ISpace
    {
        CellFamilies<TSpace> families = new(cells.Count);
        for (int cell = 0; cell < cells.Count; cell++)
        {
            int family = cell % CellFamilies<TSpace>.Width == 0 ? families.Begin() : families.Count - 1;
            families.Store(families.Add(family), 0, cells[cell].Expansion());
        }

        return families;
    }

    private sealed class CellCheck : ICheck
    {
        public void Run<TSpace, TKernel>(TKernel kernel, KernelFormula formula)
            where TSpace : struct, ISpace
            where TKernel : struct, IKernel
        {
            float[][] coordinates = Points(TSpace.Dimensions, 2);
            CellField[] cells = [.. Cells(formula, TSpace.Dimensions)];
            float[] expansions = [.. cells.SelectMany(cell => cell.Expansion())];
            for (int cell = 0; cell < cells.Length; cell++)
            {
                ForceAccumulator<TSpace, TKernel> sums = new(kernel, coordinates, 0);
                int[] one = [cell];
                sums.AddCells(one, expansions);
                AssertHolds(sums, [.. Enumerable.Range(0, Lanes.Count).Select(lane => cells[cell].At(Point(coordinates, lane)))]);
            }
        }
    }

    private sealed class ExpansionCheck : ICheck
    {
        public void Run<TSpace, TKernel>(TKernel kernel, KernelFormula formula)
            where TSpace : struct, ISpace
            where TKernel : struct, IKernel
        {
            float[][] coordinates = Points(TSpace.Dimensions, 2);
            double[] middle = [.. new[] { 1.625, 0.5, -1 }.Take(TSpace.Dimensions)];
            foreach (CellField cell in Cells(formula, TSpace.Dimensions))
            {
                LocalExpansion<TSpace, TKernel> expansion = new(kernel);
                Begin(expansion, middle);
                CellFamilies<TSpace> families = Families<TSpace>([cell]);
                expansion.Add(families, 0, families.Members(0));
                expansion.Sum();
                ForceAccumulator<TSpace, TKernel> sums = new(kernel, coordinates, 0);
                expansion.Evaluate(ref sums);
                AssertHolds(sums, Expected([cell], middle, coordinates));
            }
        }
    }

    private sealed class LeftoverCheck : ICheck
    {
        public void Run<TSpace, TKernel>(TKernel kernel, KernelFormula formula)
            where TSpace : struct, ISpace
            where TKernel : struct, IKernel
        {
            LocalExpansion<TSpace, TKernel> expansion = new(kernel);
            double[] middle = [.. new[] { 1.625, 0.5, -1 }.Take(TSpace.Dimensions)];
            Begin(expansion, middle);
            float[] notNumbers = new float[SpaceTree<TSpace>.ExpansionStride];
            notNumbers.AsSpan().Fill(float.NaN);
            CellFamilies<TSpace> leftover = new(1);
            int slot = leftover.Add(leftover.Begin());
            leftover.Store(slot, 0, notNumbers);
            for (int cell = 0; cell < 2 * Lanes.Count; cell++)
            {
                expansion.Add(leftover, 0, leftover.Members(0));
            }

            CellField one = Cells(formula, TSpace.Dimensions).Last();
            CellFamilies<TSpace> families = Families<TSpace>([one]);
            Begin(expansion, middle);
            expansion.Add(families, 0, families.Members(0));
            expansion.Sum();
            float[][] coordinates = Points(TSpace.Dimensions, 2);
            ForceAccumulator<TSpace, TKernel> sums = new(kernel, coordinates, 0);
            expansion.Evaluate(ref sums);
            AssertHolds(sums, Expected([one], middle, coordinates));
        }
    }

    private sealed class GrowthCheck : ICheck
    {
        public void Run<TSpace, TKernel>(TKernel kernel, KernelFormula formula)
            where TSpace : struct, ISpace
            where TKernel : struct, IKernel
        {
            // Two buffers are outgrown. Cells are apart from the middle in other directions, with other masses and moments.
            Random random = new(3);
            CellField[] cells = [.. Enumerable.Range(0, 40_000).Select(_ => Random<TSpace>(formula, random))];
            double[] middle = new double[TSpace.Dimensions];
            float[][] coordinates =
                [.. middle.Select(_ => Enumerable.Range(0, 2 * Lanes.Count).Select(_ => random.NextSingle() - 0.5f).ToArray())];
            LocalExpansion<TSpace, TKernel> expansion = new(kernel);
            Begin(expansion, middle);
            CellFamilies<TSpace> families = Families<TSpace>(cells);
            for (int family = 0; family < families.Count; family++)
            {
                expansion.Add(families, family, families.Members(family));
            }

            Assert.Equal(cells.Length, expansion.CellCount);
            expansion.Sum();
            ForceAccumulator<TSpace, TKernel> sums = new(kernel, coordinates, 0);
            expansion.Evaluate(ref sums);
            AssertHolds(sums, Expected(cells, middle, coordinates));
        }

        /// <summary>A cell on one side of the middle, so that forces do not cancel.</summary>
        private static CellField Random<TSpace>(KernelFormula formula, Random random)
            where TSpace : struct, ISpace
        {
            double[] centre = [.. Enumerable.Range(0, TSpace.Dimensions).Select(_ => (double)(float)(2 + (3 * random.NextDouble())))];
            double[,] moments = new double[TSpace.Dimensions, TSpace.Dimensions];
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                moments[axis, axis] = random.NextDouble();
            }

            return new CellField(formula, 1 + random.Next(9), centre, moments);
        }
    }

    private static void Begin<TSpace, TKernel>(LocalExpansion<TSpace, TKernel> expansion, double[] middle)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel =>
        expansion.Begin(((float)middle[0], middle.Length > 1 ? (float)middle[1] : 0, middle.Length > 2 ? (float)middle[2] : 0));

    private static (double Phi, double[] Force)[] Expected(IReadOnlyCollection<CellField> cells, double[] middle, float[][] coordinates) =>
    [
        .. Enumerable.Range(0, Lanes.Count).Select(lane =>
        {
            double[] offset = [.. Point(coordinates, lane).Zip(middle, (point, m) => point - m)], force = new double[middle.Length];
            double phi = 0;
            foreach (CellField cell in cells)
            {
                (double value, double[] along) = cell.Polynomial(middle, offset);
                phi += value;
                for (int axis = 0; axis < force.Length; axis++)
                {
                    force[axis] += along[axis];
                }
            }

            return (phi, force);
        }),
    ];
}
