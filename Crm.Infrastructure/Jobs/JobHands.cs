using System.Security.Cryptography;
using Crm.Application.Common;
using Crm.Application.Jobs;
using Crm.Infrastructure.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Jobs;

/// <summary>
/// The hands of this node: so many jobs of users are done at once (setting <c>Jobs:Workers</c>, 2 unless it says otherwise, 0 for a node
/// that only answers requests). A job that is started here begins at once; one that was started elsewhere within two seconds.
/// </summary>
public sealed class JobHands : IHostedService, IJobSignal, IDisposable
{
    private const int MaxWorkers = 32;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    private readonly string _instance = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)); // a process that starts again may get the same number
    private readonly CancellationTokenSource _ending = new();
    private readonly IHostApplicationLifetime? _lifetime;
    private readonly JobDesk _desk;
    private readonly ILogger<JobHands> _log;
    private CancellationTokenRegistration _listening;
    private volatile TaskCompletionSource _raised = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _work = Task.CompletedTask;

    internal JobHands(int workers, JobDesk desk, IHostApplicationLifetime? lifetime, ILogger<JobHands> log) => (Workers, _desk, _lifetime, _log) = (workers, desk, lifetime, log);

    /// <summary>How many jobs are done at once.</summary>
    public int Workers { get; }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Workers > 0) _listening = _lifetime!.ApplicationStarted.Register(() => _work = Task.Run(() => WorkAsync(_ending.Token), CancellationToken.None));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_ending.IsCancellationRequested) await _ending.CancelAsync(); // a host may be told twice, and the second time too late
        await _work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Raise() => _raised.TrySetResult();

    /// <summary>Does what there is to do and returns when nothing is left: for nodes without hands of their own, and for tests.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (await _desk.TakeAsync(HolderOf(0), cancellationToken) is { } held) await _desk.WorkAsync(held, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listening.Dispose();
        _ending.Dispose();
    }

    internal static int Read(IConfiguration configuration)
    {
        if (configuration["Jobs:Workers"] is not { Length: > 0 } text) return 2;
        return int.TryParse(text, out var workers) && workers is >= 0 and <= MaxWorkers
            ? workers
            : throw new StartupRefusedException(ExitCodes.WrongConfiguration, $"Jobs:Workers \"{text}\" is no number from 0 to {MaxWorkers}.");
    }

    private async Task WorkAsync(CancellationToken ending)
    {
        await _desk.ReleaseAsync(ending);
        await Task.WhenAll(Enumerable.Range(1, Workers).Select(hand => WorkAsync(hand, ending)));
    }

    /// <summary>A start that is told about may not be committed yet, so a hand that was called looks again a few times, each time later.</summary>
    private async Task WorkAsync(int hand, CancellationToken ending)
    {
        for (var pause = Soon; !ending.IsCancellationRequested;)
        {
            try
            {
                if (await _desk.TakeAsync(HolderOf(hand), ending) is { } held)
                {
                    await _desk.WorkAsync(held, ending);
                    pause = Soon;
                    continue;
                }

                if (await WaitAsync(pause, ending)) pause = Soon;
                else pause = pause * 2 < Idle ? pause * 2 : Idle;
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                _log.LogError(e, "Jobs cannot be done; trying again");
                await Task.Delay(AfterFailure, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>Whether it was called.</returns>
    private async Task<bool> WaitAsync(TimeSpan pause, CancellationToken ending)
    {
        var raised = _raised;
        if (await Task.WhenAny(raised.Task, Task.Delay(pause, ending)) != raised.Task) return false;
        Interlocked.CompareExchange(ref _raised, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), raised);
        return true;
    }

    private string HolderOf(int hand) => $"{Node.Name}/{_instance}/{hand}";
}
