"""Runs the samples that `samples.sh` built; compares what they print with their READMEs and their
pictures with those in `output`, by pixels. Sends the server what it should survive."""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from swift_latents_kernel import pixels

ROOT = Path(__file__).resolve().parents[3]
PROGRAMS = ROOT / ".build" / "release"
RECORD = "--record" in sys.argv
wrong = []


def run(command, folder, text=None):
    folder.mkdir(exist_ok=True)
    done = subprocess.run(command, cwd=folder, input=text, capture_output=True, timeout=300)
    if done.returncode:
        wrong.append(f"{command[0]}: exit status {done.returncode}\n{done.stderr.decode()}")
    return done.stdout.decode()


def block(readme, language):
    found = re.search(rf"^```{language}\n(.*?)^```$", readme, re.S | re.M)
    return found[1] if found else None


def check(sample, folder):
    """A sample without arguments, or for the server the program in its README."""
    readme = (sample / "README.md").read_text()
    program, script = PROGRAMS / sample.name, block(readme, "python")
    if script:
        (folder / ".build").mkdir(parents=True)
        (folder / ".build" / "release").symlink_to(PROGRAMS)
        printed = run([sys.executable, "-c", script], folder)
    else:
        printed = run([program], folder)
    kept = block(readme, "text")
    if RECORD and kept != printed:
        (sample / "README.md").write_text(readme.replace(f"```text\n{kept}```",
                                                         f"```text\n{printed}```"))
    elif kept != printed:
        wrong.append(f"{sample.name} prints, unlike its README:\n{printed}")
    pictures = sorted((sample / "output").glob("*.png"))
    if not pictures:
        wrong.append(f"{sample.name} has no pictures in output")
    for picture in pictures:
        made = folder / picture.name
        if RECORD:
            picture.write_bytes(made.read_bytes())
        elif not made.exists():
            wrong.append(f"{sample.name} does not write {picture.name}")
        elif text := pixels.difference(picture.read_bytes(), made.read_bytes()):
            wrong.append(f"{sample.name}: {picture.name}: {text}")


def numbers(text, count=32):
    return "[" + ",".join([text] * count) + "]"


# Lines that the server answers with an error.
REFUSED = [
    b"{", b"[]", b"null", b"3", b"{}", b"\x00\x01\xff\xfe", b"[" * 200_000,
    b'{"id":' + b'{"a":' * 100_000, '{"id":[1],"encode":8}', '{"id":1.5,"encode":8}',
    '{"encode":8,"decode":[1]}', '{"encode":-1}', '{"encode":6000}', '{"encode":1.5}',
    '{"encode":9223372036854775808}', '{"encode":true}', '{"encode":null}', '{"encode":""}',
    '{"encode":"nowhere.png"}', '{"encode":"/"}', '{"encode":"/dev/null"}', '{"encode":"/dev/zero"}',
    '{"encode":"a\\u0000b"}', '{"encode":"\\ud800"}', '{"encode":"text.png"}', '{"decode":[]}',
    '{"decode":[1,2,3]}', '{"decode":"x"}', f'{{"decode":{numbers("1e39")}}}',
    f'{{"decode":{numbers("1e999")}}}', f'{{"decode":{numbers("null")}}}', '{"edit":{"sample":8}}',
    '{"edit":{"sample":8,"expression":""}}', '{"edit":{"sample":8,"expression":"smilin"}}',
    '{"edit":{"sample":8,"expression":"avatars:3"}}', '{"edit":{"sample":8,"expression":"1"}}',
    '{"edit":{"sample":8,"expression":"1e38*1e38*smiling"}}',
    '{"edit":{"sample":8,"expression":"' + "(" * 100_000 + '"}}',
    '{"edit":{"sample":8,"expression":"' + "-" * 1_000 + 'smiling"}}',
    '{"edit":{"sample":8,"expression":"' + "smiling+" * 50_000 + 'smiling"}}', '{"sample":{}}',
    '{"sample":{"seed":-1}}', '{"sample":{"seed":18446744073709551616}}',
    '{"sample":{"seed":1,"count":0}}', '{"sample":{"seed":1,"count":1000000000}}',
    '{"sample":{"seed":1,"temperature":-1}}', '{"sample":{"seed":1,"temperature":1e30}}',
    '{"morph":{"from":3,"to":8,"count":1}}', '{"morph":{"from":3,"to":8,"count":-9223372036854775808}}',
    f'{{"morph":{{"from":{numbers("3e38")},"to":{numbers("-3e38")},"count":3}}}}',
    '{"encode":8,"output":"x.txt"}', '{"encode":8,"output":"/nowhere/x.png"}',
    '{"encode":8,"output":"/proc/x.png"}', '{"encode":8,"output":7}',
]
# Lines that it can do, unlikely as they are.
ANSWERED = [
    '{"encode":8}', '{"encode":8,"unknown":{}}', f'{{"decode":{numbers("3e38")}}}',
    '{"edit":{"sample":8,"expression":"1e38*smiling"}}',
    f'{{"morph":{{"from":{numbers("0")},"to":{numbers("0")},"count":3}}}}',
    '{"sample":{"seed":18446744073709551615,"count":100,"temperature":0}}', '\t{ "encode" : 8 }\r',
]


def check_server(folder):
    """Every line gets its answer, in order, with its id; nothing ends the server but its input."""
    folder.mkdir()
    (folder / "text.png").write_text("not a picture")
    lines, ids = [], []
    for line in REFUSED + ANSWERED + ['{"encode":8}']:
        line = line if isinstance(line, bytes) else line.encode()
        lines += [line, b"", b" \t"]
        ids.append(None)
        if line.lstrip().startswith(b'{') and line.endswith(b"}") and b'"id"' not in line:
            ids[-1] = f"é {len(ids)}" if len(ids) % 2 else len(ids)
            rest = line.lstrip()[1:]
            comma = b"" if rest == b"}" else b","
            lines[-3] = b'{"id":' + json.dumps(ids[-1]).encode() + comma + rest
    answers = run([PROGRAMS / "LatentServer"], folder, b"\n".join(lines)).splitlines()
    if len(answers) != len(ids):
        wrong.append(f"LatentServer answered {len(answers)} of {len(ids)} lines")
    for number, (answer, identity) in enumerate(zip(map(json.loads, answers), ids)):
        line = lines[3 * number][:100]
        if ("error" in answer) != (number < len(REFUSED)) or ("latents" in answer) == ("error" in answer):
            wrong.append(f"LatentServer answers {line} by {str(answer)[:200]}")
        # An id is lost only where the line is not JSON.
        if identity != answer.get("id") and "not JSON" not in answer.get("error", ""):
            wrong.append(f"LatentServer answers {line} by the id {answer.get('id')}")


with tempfile.TemporaryDirectory() as place:
    place = Path(place)
    for sample in sorted(path for path in (ROOT / "Samples").iterdir() if path.is_dir()):
        check(sample, place / sample.name)
    check_server(place / "hostile")
    # With arguments, as their READMEs say.
    drawings = place / "BuildingDatasets" / "pictures"
    smile = place / "MorphStrip" / "smile.png"
    run([PROGRAMS / "AttributeEditor", smile, "beard - 0.5*smiling"], place / "edit")
    run([PROGRAMS / "RandomGallery", "8"], place / "random")
    run([PROGRAMS / "TrainYourOwn", drawings], place / "train")
    for made, other in [("edit/edited", "AttributeEditor"), ("random/gallery", "RandomGallery"),
                        ("train/trained", "TrainYourOwn")]:
        before = ROOT / "Samples" / other / "output" / f"{made.split('/')[1]}.png"
        if not pixels.difference(before.read_bytes(), (place / f"{made}.png").read_bytes()):
            wrong.append(f"{other} draws the same picture with other arguments")
print("\n".join(wrong) or f"{'recorded' if RECORD else 'as their READMEs say'}")
sys.exit(1 if wrong else 0)
