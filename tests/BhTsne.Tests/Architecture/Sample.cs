// Types that break the rules on purpose: HouseRulesTests reads them from this very assembly, with BhTsne.Tests.Architecture.Sample as the
// root. One offence a type, each hidden in another corner of the compiled code.
#pragma warning disable CA1822, CA1812, CA1823, CA1852, CA1051, IDE0051, IDE0052, CS0169, CS0649 // Nothing here is ever run.

namespace BhTsne.Tests.Architecture.Sample
{
    internal static class Facade
    {
        public static int Setting { get; set; }

        // The root may use all: no offence.
        public static object Everything() => new Optimization.Innocent();
    }

    internal sealed class TsneOptions;

    internal sealed class RootException : Exception;
}

namespace BhTsne.Tests.Architecture.Sample.Data
{
    internal sealed class Points
    {
        public int Count;

        // Where Data sees a stage only in a signature.
        public void ByParameter(List<Neighbors.Search[]> search) => Count = search is null ? 0 : 1;
    }
}

namespace BhTsne.Tests.Architecture.Sample.Neighbors
{
    internal class Search
    {
        public static int Calls;

        // Only the operand of an instruction names the other stage.
        public int ByCall() => Reduction.Projection.Make();

        // Only a closure's body does.
        public Func<int> ByClosure(int more) => () => more + Affinities.Rows.Static;
    }

    internal sealed class Allowed
    {
        public Data.Points? Points;
    }
}

namespace BhTsne.Tests.Architecture.Sample.Reduction
{
    internal static class Projection
    {
        public static int Make() => Facade.Setting;

        public static object Options() => new TsneOptions();
    }
}

namespace BhTsne.Tests.Architecture.Sample.Affinities
{
    internal sealed class Rows
    {
        public static int Static;

        public void ByCatch(Action act)
        {
            try
            {
                act();
            }
            catch (Kernels.KernelException)
            {
            }
        }
    }
}

namespace BhTsne.Tests.Architecture.Sample.Kernels
{
    internal sealed class KernelException : Exception;

    internal sealed class ByBase : Neighbors.Search;

    internal static class ByTypeOf
    {
        public static string Name() => typeof(SpaceTrees.Tree).Name;
    }

    internal sealed class ByConstraint<T>
        where T : Neighbors.Search;
}

namespace BhTsne.Tests.Architecture.Sample.SpaceTrees
{
    internal sealed class Tree
    {
        public object Threads() => new Thread(() => { });

        public void Parallel() => System.Threading.Tasks.Parallel.For(0, 1, _ => { });

        public void Print() => Console.WriteLine();

        public void Leave() => Environment.Exit(1);

        public bool Names() => System.Runtime.Intrinsics.X86.Avx512F.IsSupported;
    }
}

namespace BhTsne.Tests.Architecture.Sample.Optimization
{
    internal sealed class Innocent
    {
        public Repulsion.Sum? Sum;

        // Exceptions of the root are for all.
        public static Exception Failure() => new RootException();
    }
}

namespace BhTsne.Tests.Architecture.Sample.Repulsion
{
    internal sealed class Sum
    {
        public SpaceTrees.Tree? Tree;
    }
}

namespace BhTsne.Tests.Architecture.Sample.Numerics
{
    internal static class Gather
    {
        public static bool Names() => System.Runtime.Intrinsics.X86.Avx2.IsSupported;
    }
}

namespace BhTsne.Tests.Architecture.Sample.Scheduling
{
    internal static class Team
    {
        public static object Threads() => new Thread(() => { });
    }
}

namespace BhTsne.Tests.Architecture.Sample.Planning
{
    internal sealed class Planner
    {
        // Options are for Planning.
        public TsneOptions? Options;

        public static int Setting() => Facade.Setting;
    }
}

namespace BhTsne.Tests.Architecture.Sample.Unheard
{
    internal static class Stage
    {
        public static int Count(Data.Points points) => points.Count;
    }
}
