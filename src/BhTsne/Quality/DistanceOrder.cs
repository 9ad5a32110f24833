using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Quality;

/// <summary>Whether far is far and near is near: distances of the input against those of the map, over pairs and triplets.</summary>
/// <param name="input">The distances of the input.</param>
/// <param name="map">The distances of the map.</param>
/// <param name="points">N, at least 3.</param>
internal sealed class DistanceOrder(PairDistance input, PairDistance map, int points)
{
    private const int SamplesPerBlock = 4096;

    /// <summary>Spearman's correlation of the distances of pairs.</summary>
    /// <param name="most">All pairs are taken where there are no more, otherwise so many are drawn with replacement.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <param name="team">The worker threads.</param>
    public Estimate RankCorrelation(int most, ulong seed, WorkerTeam team)
    {
        long pairs = (long)points * (points - 1) / (input.IsSymmetric ? 2 : 1);
        bool isExact = pairs <= most;
        int count = (int)Math.Min(pairs, most);
        double[] inputs = new double[count], maps = new double[count];
        if (isExact)
        {
            int pair = 0;
            for (int i = 0; i < points; i++)
            {
                team.Cancellation.ThrowIfCancellationRequested();
                for (int j = input.IsSymmetric ? i + 1 : 0; j < points; j++)
                {
                    if (j != i)
                    {
                        inputs[pair] = input.Between(i, j);
                        maps[pair++] = map.Between(i, j);
                    }
                }
            }
        }
        else
        {
            CounterRandom random = new(seed, RandomStream.EvaluationPairs);
            team.Run(
                (count + SamplesPerBlock - 1) / SamplesPerBlock,
                (block, _) =>
                {
                    for (int pair = block * SamplesPerBlock; pair < Math.Min(count, (block + 1) * SamplesPerBlock); pair++)
                    {
                        (int i, int j) = Draws.Pair(points, pair, random);
                        inputs[pair] = input.Between(i, j);
                        maps[pair] = map.Between(i, j);
                    }
                });
        }

        double correlation = Spearman.Correlation(inputs, maps);
        return isExact ? Estimate.Exact(correlation, count) : Estimates.Correlation(correlation, count);
    }

    /// <summary>The share of triplets whose distances have the same order in input and map.</summary>
    /// <param name="most">All triplets are taken where there are no more, otherwise so many are drawn with replacement.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <param name="team">The worker threads.</param>
    public Estimate TripletAgreement(int most, ulong seed, WorkerTeam team)
    {
        // N is an int, so that N (N - 1) may pass 2^62 when it is multiplied.
        double triplets = (double)points * (points - 1) * (points - 2) / 2;
        if (triplets <= most)
        {
            long halves = 0;
            for (int i = 0; i < points; i++)
            {
                for (int j = 0; j < points; j++)
                {
                    for (int l = j + 1; l < points; l++)
                    {
                        halves += i == j || i == l ? 0 : Halves(i, j, l);
                    }
                }
            }

            return Estimate.Exact(halves / (2 * triplets), (int)triplets);
        }

        CounterRandom random = new(seed, RandomStream.EvaluationTriplets);
        long sum = 0;
        team.Run(
            (most + SamplesPerBlock - 1) / SamplesPerBlock,
            (block, _) =>
            {
                long own = 0;
                for (int triplet = block * SamplesPerBlock; triplet < Math.Min(most, (block + 1) * SamplesPerBlock); triplet++)
                {
                    (int i, int j, int l) = Draws.Triplet(points, triplet, random);
                    own += Halves(i, j, l);
                }

                Interlocked.Add(ref sum, own);
            });
        return Estimates.Share(sum / (2.0 * most), most);
    }

    /// <summary>2 where j and l have the same order seen from i, 1 where there is a tie in one of the two alone, otherwise 0.</summary>
    private int Halves(int i, int j, int l)
    {
        int inInput = input.Between(i, j).CompareTo(input.Between(i, l)), inMap = map.Between(i, j).CompareTo(map.Between(i, l));
        return 2 - Math.Abs(inInput - inMap);
    }
}
