using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BhTsne.Numerics;

/// <summary>Moves the lanes that a mask names to the front, without a branch.</summary>
internal static class Compress
{
    private static readonly Vector256<int>[] Orders = MakeOrders();

    /// <summary>Which lane goes where for a mask of eight bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Order(uint mask) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Orders), mask);

    /// <summary>Stores the named lanes one after the other from a place on, followed by at most seven undefined lanes.</summary>
    /// <returns>The place after the last.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Store(Vector256<int> lanes, uint mask, ref int target, int place)
    {
        Vector256.Shuffle(lanes, Order(mask)).StoreUnsafe(ref target, (nuint)place);
        return place + BitOperations.PopCount(mask);
    }

    private static Vector256<int>[] MakeOrders()
    {
        Vector256<int>[] orders = new Vector256<int>[256];
        for (int mask = 0; mask < 256; mask++)
        {
            int place = 0;
            for (int lane = 0; lane < 8; lane++)
            {
                if (((mask >> lane) & 1) != 0)
                {
                    orders[mask] = orders[mask].WithElement(place++, lane);
                }
            }
        }

        return orders;
    }
}
