using Akka.Configuration;

namespace LossActors.Persistence.Settings;

/// <summary>How nodes of one journal find out that one of them is gone, and who goes on.</summary>
public static class ClusterSettings
{
    /// <summary>What no run file may change: who is let in, and what is let in from them.</summary>
    public static Config Binding { get; } = ConfigurationFactory.ParseString(
        """
        akka {
          remote.dot-netty.tcp { enable-ssl = on, ssl.suppress-validation = off }
          cluster.downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
        }
        """);

    /// <param name="host">Where the node listens, and is reached unless <paramref name="publicHost"/> says otherwise.</param>
    /// <param name="port">0: any that is free.</param>
    public static Config Hocon(string host = "127.0.0.1", int port = 0, string? publicHost = null) => ConfigurationFactory.ParseString(
        $$"""
          akka {
            stdout-loglevel = off
            stdout-logger-class = "LossActors.Persistence.Settings.NoConsole, LossActors.Persistence"
            actor.provider = cluster
            remote.dot-netty.tcp {
              hostname = "{{host}}"
              public-hostname = "{{publicHost ?? host}}"
              port = {{port}}
              # The plan of a large comparison, and what some trainings show, are one message each.
              maximum-frame-size = 16000000b
            }
            cluster {
              # Safe so early because the journal's unique key fences.
              down-removal-margin = 1ms
              use-dispatcher = "akka.cluster.heartbeats"
              # It complains at each start and end, where there is no singleton yet or any more.
              singleton-proxy { singleton-identification-interval = 200ms, log-singleton-identification-failure = off }
              heartbeats { type = ForkJoinDispatcher, throughput = 5, dedicated-thread-pool.thread-count = 2 }
              failure-detector { heartbeat-interval = 500ms, acceptable-heartbeat-pause = 3s, threshold = 8 }
              split-brain-resolver {
                active-strategy = lease-majority
                stable-after = 3s
                # It ends whole clusters where nobody starts them again.
                down-all-when-unstable = off
                lease-majority {
                  lease-implementation = "akka.sql-lease"
                  lease-name = "sbr"
                  acquire-lease-delay-for-minority = 1s
                  release-after = 6s
                }
              }
              sharding {
                state-store-mode = ddata
                remember-entities-store = eventsourced
                distributed-data.durable.keys = []
                passivate-idle-entity-after = off
                coordinator-failure-backoff = 1s
                retry-interval = 200ms
                shard-failure-backoff = 2s
                entity-restart-backoff = 2s
                rebalance-interval = 2s
                updating-state-timeout = 5s
                waiting-for-state-timeout = 1s
              }
              distributed-data.durable.keys = []
            }
            sql-lease {
              lease-class = "LossActors.Persistence.Nodes.SqlLease, LossActors.Persistence"
              heartbeat-timeout = 8s
              heartbeat-interval = 2s
              lease-operation-timeout = 4s
            }
            # Our exit codes say more than Akka's. A node that is removed stops at once: there is nothing left that it may hand over.
            coordinated-shutdown { exit-clr = off, run-by-clr-shutdown-hook = off, run-by-actor-system-terminate = off }
          }
          """).WithFallback(Binding);
}
