/** Steering committees that a plan sets up: name, and who holds which post in them. */
import { type Passage, lineAt, printed } from './passage.ts';
import { type Section, walk } from './sections.ts';
import type { PlanCommittee } from '../types.ts';

type Member = PlanCommittee['members'][number];

const POSITION =
  '(?:truong ban|pho truong ban(?: thuong truc)?|pho ban(?: thuong truc)?|(?:cac )?uy vien(?: thuong truc)?|(?:cac )?thanh vien|to truong|to pho|thu ky|to thu ky)';

/** Rule `committees/read`: sections about a committee, one committee a heading that names one. */
export function readCommittees(root: Section): PlanCommittee[] {
  const committees: PlanCommittee[] = [];
  for (const section of walk(root)) {
    const { passage } = section;
    if (section.kind !== 'committee' || !section.isHeading || !passage) continue;
    const isNamed = /^(?:ban|to|hoi dong) /.test(passage.folded);
    const hasMembers = section.children.some((child) => !child.isHeading);
    if (!isNamed && !hasMembers) continue;
    const members = section.children.flatMap((child) =>
      child.passage && !child.isHeading ? readMembers(child.passage) : [],
    );
    if (members.length === 0) continue;
    const name = passage.verbatim.replace(/[:.;]+$/, '');
    committees.push({ name, line: lineAt(passage, 0), members });
  }
  return committees;
}

/** "X: Trưởng ban", "X là Trưởng ban", "Các uỷ viên, bao gồm: …", "do X là Trưởng ban, Y là Phó ban". */
function readMembers(passage: Passage): Member[] {
  const line = lineAt(passage, 0);
  const { folded } = passage;
  const end = folded.replace(/[.;]+$/, '').length;
  const leading = new RegExp(`^(${POSITION})(?:,? (?:bao gom|gom|la))?\\s*:\\s*`).exec(folded);
  if (leading) {
    const position = printed(passage, 0, leading[1]?.length ?? 0);
    return [{ position, who: printed(passage, leading[0].length, end), line }];
  }
  const posts = [
    ...folded.matchAll(
      new RegExp(`(?: la|:|,| -) (${POSITION})(?=[.,;:]|$|\\s(?:va|-)|\\s*$)`, 'g'),
    ),
  ];
  if (posts.length === 1 && posts[0] && posts[0].index + posts[0][0].length >= end - 2) {
    return [memberOf(passage, { from: 0, post: posts[0] })];
  }
  return inlineMembers(passage, end);
}

function memberOf(
  passage: Passage,
  { from, post }: { from: number; post: RegExpExecArray },
): Member {
  const at = post.index + post[0].length - (post[1]?.length ?? 0);
  return {
    position: capital(printed(passage, at, at + (post[1]?.length ?? 0))),
    who: capital(printed(passage, from, post.index)),
    line: lineAt(passage, from),
  };
}

/** A sentence that sets up a committee: "… do A là Trưởng ban, B, C là Phó ban, các thành viên là D". */
function inlineMembers(passage: Passage, end: number): Member[] {
  const { folded } = passage;
  const opening = /(?:thanh lap|kien toan)[^.]{0,80}? do /.exec(folded);
  if (!opening) return [];
  const members: Member[] = [];
  let from = opening.index + opening[0].length;
  const stop = folded.indexOf('. ', from);
  const limit = stop < 0 ? end : stop;
  for (const post of folded
    .slice(0, limit)
    .matchAll(new RegExp(` (?:la|lam) (${POSITION})`, 'g'))) {
    if (post.index < from) continue;
    const people = splitPeople(passage, from, post.index);
    const at = post.index + post[0].length - (post[1]?.length ?? 0);
    const position = capital(printed(passage, at, at + (post[1]?.length ?? 0)));
    for (const who of people) members.push({ position, who, line: lineAt(passage, from) });
    from = post.index + post[0].length;
  }
  const rest = /^[\s,;]*((?:cac )?(?:thanh vien|uy vien))(?: la| gom| bao gom)?[\s:]*/.exec(
    folded.slice(from, limit),
  );
  if (rest) {
    const at = from + rest[0].length;
    const position = capital(
      printed(
        passage,
        from + rest[0].indexOf(rest[1] ?? ''),
        from + rest[0].indexOf(rest[1] ?? '') + (rest[1]?.length ?? 0),
      ),
    );
    members.push({
      position,
      who: capital(printed(passage, at, limit)),
      line: lineAt(passage, at),
    });
  }
  return members;
}

const NEXT_PERSON =
  /,\s+(?=(?:Phó |Trưởng|Giám đốc|Chủ tịch|Lãnh đạo|Đại diện|Bí thư|Chánh|Thủ trưởng))/u;

function splitPeople(passage: Passage, from: number, to: number): string[] {
  return printed(passage, from, to)
    .replace(/^[\s,;]+/, '')
    .split(NEXT_PERSON)
    .map((part) => capital(part.trim()))
    .filter((part) => part !== '');
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
