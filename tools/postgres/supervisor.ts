import { mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { findBinaries } from "./binaries.ts";
import { initCluster, stopOrphan, type Cluster } from "./cluster.ts";
import { claim, isClaimed } from "./lock.ts";
import { endAtOnce, launch, portOf, runningPid, type Postmaster } from "./postmaster.ts";
import { APP, DATABASE, OWNER, prepareRoles, readCredentials, SUPERUSER, urlOf } from "./roles.ts";
import { chooseRunAs } from "./run-as.ts";

export interface PostgresOptions {
  /** Folder of the cluster, its passwords and its log; created when absent. */
  dataDir: string;
  /** Trades safety against power loss for speed. */
  forTests?: boolean;
  /** A free one is chosen when absent. */
  port?: number;
  /** How long to wait for another process that holds the folder and is just ending; 8 s when absent. */
  patienceMs?: number;
  log?: (line: string) => void;
}

export interface RunningPostgres {
  port: number;
  /** Role that owns the schema: migrations only. */
  ownerUrl: string;
  /** Role of the application: reads and writes rows, no DDL. */
  appUrl: string;
  /** Superuser of the cluster, database `postgres`: tests make and drop databases with it. */
  adminUrl: string;
  /** The postmaster's process; changes when it died and was started again. */
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL of a data folder, making the cluster and its roles the first time.
 *
 * A server left over by a killed supervisor is stopped first. One that dies while supervised is started again
 * on the same port, until it runs or `stop` is called.
 *
 * @throws Error when the folder is in use, no way to run PostgreSQL works here, or it does not come up
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const log = options.log ?? (() => {});
  mkdirSync(options.dataDir, { recursive: true });
  const dataDir = realpathSync(options.dataDir);
  const release = await claim(dataDir, log, options.patienceMs);
  let postmaster: Postmaster | undefined;
  try {
    const credentials = readCredentials(dataDir);
    const cluster = openCluster(dataDir, options.forTests ?? false);
    await initCluster(cluster, credentials.admin, log);
    await stopOrphan(cluster, log);
    postmaster = await launch(cluster, { port: options.port, log });
    const { port } = postmaster;
    await prepareRoles(dataDir, credentials, port);
    return describe(postmaster, {
      ownerUrl: urlOf(OWNER, credentials.owner, port, DATABASE),
      appUrl: urlOf(APP, credentials.app, port, DATABASE),
      adminUrl: urlOf(SUPERUSER, credentials.admin, port, "postgres"),
      release,
    });
  } catch (error) {
    await postmaster?.stop();
    release();
    throw error;
  }
}

/** The address for the application, of a server that another process keeps running over this folder; null when none runs. */
export function runningPostgres(dataDir: string): { appUrl: string } | null {
  if (!isClaimed(dataDir)) return null;
  const port = portOf(join(dataDir, "cluster"));
  return port === undefined ? null : { appUrl: urlOf(APP, readCredentials(dataDir).app, port, DATABASE) };
}

/** Ends the server that runs over this folder at once, if one does: for a process that cannot wait any longer. */
export function endPostgres(dataDir: string): void {
  endAtOnce(join(realpathSync(dataDir), "cluster"));
}

/**
 * Holds the folder of a stopped server, so that none starts over it meanwhile.
 *
 * @returns a function that gives it back
 * @throws Error at once when a living process keeps it, or when a PostgreSQL that a killed server left still runs
 */
export async function holdStopped(dataDir: string): Promise<() => void> {
  const folder = realpathSync(dataDir);
  const release = await claim(folder, () => {}, 0);
  const left = runningPid(join(folder, "cluster"));
  if (left === undefined) return release;
  release();
  throw new Error(
    `The database of ${folder} still runs (process ${left}) although its server was killed: start the server and stop it.`,
  );
}

function openCluster(dataDir: string, forTests: boolean): Cluster {
  const binaries = findBinaries();
  return {
    binaries,
    runAs: chooseRunAs(binaries, dataDir),
    dataDir,
    files: join(dataDir, "cluster"),
    logFile: join(dataDir, "postgres.log"),
    forTests,
  };
}

interface Access {
  ownerUrl: string;
  appUrl: string;
  adminUrl: string;
  release: () => void;
}

function describe(postmaster: Postmaster, access: Access): RunningPostgres {
  const { release, ...urls } = access;
  return {
    ...urls,
    port: postmaster.port,
    get pid() {
      return postmaster.pid;
    },
    async stop() {
      await postmaster.stop();
      release();
    },
  };
}
