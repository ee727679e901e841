/** Our own rules of style that no linter knows; all faults listed at once. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PROJECT_FOLDER } from '../src/config.ts';

const LINES_MAX = 800;
const COLUMNS_MAX = 100;
/** the formatter breaks code, not comments, and nothing breaks a pattern or a text */
const COLUMNS_OF_COMMENT_MAX = 110;
const UNBREAKABLE = /https?:|import .* from|`|'.{40,}'|".{40,}"|\/.{40,}\/[a-z]*/;
const COMMENT = /^\s*(\/\/|\/?\*)/;
const FUNCTION_LINES_MAX = 70;
const DOMAIN_README_LINES_MAX = 60;

const SOURCE = /\.(ts|tsx|mjs)$/;
const BANNED_NAMES = /^(index|utils?|helpers?|misc|common)\.tsx?$/;

interface Banned {
  pattern: RegExp;
  why: string;
  /** files where it is meant */
  except?: RegExp;
}

const BANNED: readonly Banned[] = [
  {
    pattern: /\bprocess\.env\b/,
    why: 'only src/config.ts reads the environment',
    except:
      /^(src\/config\.ts|src\/stores\/pg-embedded\.ts|test\/|tools\/|vite\.config|bench\/|scripts\/)/,
  },
  {
    pattern: /\bexport default\b/,
    why: 'no default exports',
    except: /config\.ts$|global-setup\.ts$/,
  },
  { pattern: /\b(TODO|FIXME|XXX)\b/, why: 'write an issue instead', except: /^scripts\/tidy\.ts$/ },
  {
    pattern: /\b(test|describe|it)\.(skip|only)\b/,
    why: 'no test is left out',
    except: /^scripts\/tidy\.ts$/,
  },
  { pattern: /: any\b|<any>|as any\b/, why: 'no any', except: /^scripts\/tidy\.ts$/ },
  {
    pattern: /@ts-(ignore|nocheck|expect-error)/,
    why: 'types are not silenced',
    except: /^scripts\/tidy\.ts$/,
  },
  { pattern: /select \*/i, why: 'columns are named', except: /\.test\.ts$|^scripts\/|^bench\// },
  {
    pattern: /\bnew Date\(\)|\bDate\.now\(\)/,
    why: 'ask ctx.now()',
    except: /^(test|scripts|bench|tools|web)\/|\.test\.ts$/,
  },
  { pattern: /\bMath\.random\(\)/, why: 'random is seeded', except: /^scripts\/tidy\.ts$/ },
];

function main(): void {
  const files = listFiles();
  const faults = files.flatMap((file) => [...checkName(file), ...checkText(file)]);
  for (const fault of faults) console.log(fault);
  if (faults.length > 0) process.exitCode = 1;
}

function listFiles(): string[] {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: PROJECT_FOLDER,
    encoding: 'utf8',
  });
  return listed.stdout.split('\n').filter((file) => file !== '');
}

function checkName(file: string): string[] {
  if (BANNED_NAMES.test(basename(file))) return [`${file}: a file is named after what it holds`];
  return [];
}

function checkText(file: string): string[] {
  const isReadme = /^src\/[^/]+\/README\.md$/.test(file);
  if (!SOURCE.test(file) && !isReadme) return [];
  if (file.includes('.generated.')) return [];
  const lines = readFileSync(join(PROJECT_FOLDER, file), 'utf8').split('\n');
  if (isReadme) {
    return lines.length > DOMAIN_README_LINES_MAX + 1
      ? [`${file}: ${lines.length} lines, at most ${DOMAIN_README_LINES_MAX}`]
      : [];
  }
  const faults: string[] = [];
  if (lines.length > LINES_MAX) faults.push(`${file}: ${lines.length} lines, at most ${LINES_MAX}`);
  lines.forEach((line, at) => {
    const columnsMax = COMMENT.test(line) ? COLUMNS_OF_COMMENT_MAX : COLUMNS_MAX;
    if (line.length > columnsMax && !UNBREAKABLE.test(line)) {
      faults.push(`${file}:${at + 1}: ${line.length} columns, at most ${columnsMax}`);
    }
    for (const rule of BANNED) {
      if (rule.pattern.test(line) && !rule.except?.test(file)) {
        faults.push(`${file}:${at + 1}: ${rule.why}`);
      }
    }
  });
  if (!/\.test\.tsx?$|^web\/.*\.tsx$|^test\/|^bench\//.test(file))
    faults.push(...longFunctions(file, lines));
  return faults;
}

/** Top-level functions only: a closing brace in the first column ends what the opening line began. */
function longFunctions(file: string, lines: readonly string[]): string[] {
  const faults: string[] = [];
  let start = -1;
  let name = '';
  lines.forEach((line, at) => {
    const opened = /^(?:export )?(?:async )?function\*? (\w+)/.exec(line);
    if (opened) {
      start = at;
      name = opened[1] ?? '';
    }
    if (line === '}' && start >= 0) {
      const length = at - start + 1;
      if (length > FUNCTION_LINES_MAX) {
        faults.push(
          `${file}:${start + 1}: ${name} has ${length} lines, at most ${FUNCTION_LINES_MAX}`,
        );
      }
      start = -1;
    }
  });
  return faults;
}

main();
