using System.Runtime.CompilerServices;
using BhTsne.Affinities;
using BhTsne.Data;
using BhTsne.Models;
using BhTsne.Planning;

namespace BhTsne;

/// <content>The stages before the descent: each releases what later ones do not need.</content>
public sealed partial class TsneRun
{
    /// <summary>Merged and reduced points and the start. What only this stage holds is garbage when the method returns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PreparePoints()
    {
        if (_input is not { } input || _start is not null)
        {
            return;
        }

        _inputPoints = input.Points;
        _inputHash ??= HashesInput ? _stages.Hash(input) : null;
        MergeDuplicates();
        input = _input;
        _weights = Neighborhood.Weights(input);
        _pinned = input.Pinned.GetValueOrDefault();
        _reduced ??= input.Dimensions is null ? null : _stages.Reduce(input, _duplicates);
        _start = _stages.Initialize(input, _reduced);
    }

    /// <summary>From now on the input has the different points alone, where that is asked for.</summary>
    private void MergeDuplicates()
    {
        TsneInput input = _input!;
        if (input.Dense is { } points && Plan.Options.MergeDuplicates && _duplicates is null)
        {
            _duplicates = _stages.MergeDuplicates(points, Neighborhood.Weights(input));
            _input = input = new TsneInput(_duplicates.Points)
            {
                Weights = _duplicates.Weights,
                Start = input.Start is { } start ? _duplicates.Pick(start) : null,
            };
            _stages.Plan = Planner.Plan(input, Plan.Options);
            Plan.ThrowIfInvalid();
        }
    }

    /// <summary>After it the input is not needed any more, except for what it gave: a graph or P.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PrepareNeighbors()
    {
        if (_input is null)
        {
            return;
        }

        _affinities = _input.Affinities;
        if (_reduced is { } points)
        {
            ChunkedRows neighbors = _stages.FindNeighbors(points);
            KeepSample(neighbors, points);
            if (KeepsPoints || HashesInput)
            {
                _kept = KeepsPoints ? points : null;
                _typicalDistance = TypicalDistance.Of(neighbors);
                _typicalResidual = _stages.TypicalResidual(_input, points);
            }

            _joint = new JointAffinities(neighbors, _weights);
        }
        else
        {
            ChunkedRows? rows = _input.Graph?.Rows
                ?? (_input.Distances is { } distances ? _stages.FindNeighbors(distances) : null);
            if (rows is not null)
            {
                KeepSample(rows, null);
            }

            _joint = _input.Graph is { } graph ? new JointAffinities(graph, _weights)
                : rows is not null ? new JointAffinities(rows, _weights)
                : null;
        }

        _input = null;
        _reduced = null;
        ReturnMemory((long)Plan.Points * (Plan.NeighborCount ?? 0));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PrepareAffinities()
    {
        _affinities ??= _stages.ComputeAffinities(_joint!);
        _joint = null;
        ReturnMemory(_affinities.Matrix.EntryCount);
    }

    /// <summary>
    /// Returns to the system what the stage that ended has used, before the next one allocates: the panels of the search before P, what P
    /// was made of before the descent stores P once more. Without it a run of a million points peaked at 3,057 MiB, with an ordinary
    /// collection as well, because what that frees stays with the process; with it at 2,140 (docs/performance.md, "Memory"). Small runs are
    /// left to the collector.
    /// </summary>
    /// <param name="entries">Neighbours or entries of P that are kept.</param>
    private static void ReturnMemory(long entries)
    {
        if (entries * MemoryForecast.EntryBytes >= MemoryForecast.WorthACollection)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
    }
}
