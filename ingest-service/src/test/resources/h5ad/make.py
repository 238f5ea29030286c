# Writes the HDF5 files of this directory, which the tests cannot write with their own library.
# Made with h5py 3.7.0 and HDF5 1.10.8.
import h5py, numpy as np

N = 6
NAMES = np.array([f"c{i}" for i in range(N)], dtype=object)
GRID = np.arange(N * 3).reshape(N, 3)


def frame(group, columns):
    group.attrs["encoding-type"] = "dataframe"
    group.attrs["_index"] = "barcode"
    group.attrs["column-order"] = np.array(columns, dtype=object)
    group["barcode"] = NAMES


def nullable(group, kind, values, mask):
    group.attrs["encoding-type"] = kind
    group["values"] = values
    group["mask"] = mask


def sparse(group, kind, data, indices, indptr, shape):
    group.attrs["encoding-type"] = kind
    group.attrs["shape"] = np.array(shape)
    group["data"], group["indices"], group["indptr"] = data, indices, indptr


with h5py.File("types.h5ad", "w") as h:
    for kind in "u1 u2 u4 u8 i1 i2 i4 i8 f2 f4 f8 >f4 >i2 >u8".split():
        h["layers/" + kind.replace(">", "big_")] = GRID.astype(kind)
    h["layers/bool"] = GRID % 2 == 0
    h["layers/largest"] = np.full((N, 3), 2**64 - 1, dtype="u8")
    h["layers/high"] = np.full((N, 3), 2**32 - 1, dtype="u4")
    h["layers/half"] = np.tile(np.array([-65504, 2**-24, 0.1], dtype="f2"), (N, 1))
    h["layers/complex"] = GRID.astype("c8")
    h["layers/text"] = np.full((N, 3), "a", dtype=object)
    h["layers/long_double"] = GRID.astype("longdouble")
    obs = h.create_group("obs")
    frame(obs, ["flag", "count", "note", "kind"])
    obs["flag"] = GRID[:, 0] % 2 == 0
    obs["count"] = GRID[:, 0].astype("u2")
    obs["note"] = np.full(N, "text", dtype=object)
    obs["large"] = np.full(N, 2**63, dtype="u8")
    obs["whole"] = GRID[:, 0].astype("f8")
    obs["fraction"] = GRID[:, 0] + 0.5
    obs["column"] = GRID[:, :1].astype("i8")
    nullable(obs.create_group("Int64"), "nullable-integer", GRID[:, 0], np.arange(N) == 1)
    nullable(obs.create_group("boolean"), "nullable-boolean", GRID[:, 0] > 3, np.arange(N) == 2)
    obs["kind"] = np.array([0, 1, -1, 0, 1, 2], dtype="i1")
    obs["__categories/kind"] = np.array(["B", "T"], dtype=object)
    obs["kind"].attrs["categories"] = obs["__categories/kind"].ref
    masked = h.create_group("obsm/masked")
    frame(masked, ["a", "b", "words"])
    masked["a"] = GRID[:, 0]
    nullable(masked.create_group("b"), "nullable-integer", GRID[:, 1], np.arange(N) == 1)
    masked["words"] = np.full(N, "text", dtype=object)

with h5py.File("links.h5ad", "w") as h:
    h["layers/counts"] = GRID
    h["X"] = h5py.SoftLink("/layers/counts")
    h["outside"] = h5py.ExternalLink("types.h5ad", "/layers/f4")
    h["indirect"] = h5py.SoftLink("outside")
    h["circle"] = h5py.SoftLink("/circle")

with h5py.File("virtual.h5ad", "w") as h:
    layout = h5py.VirtualLayout((N, 3), "f4")
    layout[:] = h5py.VirtualSource("types.h5ad", "layers/f4", (N, 3))
    h.create_virtual_dataset("X", layout)

with h5py.File("raw.h5ad", "w") as h:
    h.create_dataset("X", shape=(N, 3), dtype="f4", external=[("types.h5ad", 0, h5py.h5f.UNLIMITED)])

with h5py.File("checksums.h5ad", "w") as h:
    values = (1000 + GRID).astype("f4")
    h.create_dataset("X", data=values, chunks=(4, 2), fletcher32=True)
    h.create_dataset("odd", data=GRID.astype("i1"), chunks=(3, 1), fletcher32=True)
    h.create_dataset("packed", data=values, chunks=(4, 2), fletcher32=True, compression="gzip", shuffle=True)
    h.create_dataset("lzf", data=np.random.default_rng(0).standard_normal((N, 3)), chunks=(4, 2), compression="lzf")
    part = h.create_dataset("part", shape=(N, 3), dtype="f4", chunks=(2, 3), fillvalue=7)
    part[:4] = values[:4]

with h5py.File("large.h5ad", "w") as h:
    h.create_dataset("zeros", shape=(2 * 10**9, 10**6), dtype="f4", chunks=(1000, 100))
    h.create_dataset("chunk", shape=(2**23, 8), dtype="f4", chunks=(2**23, 8))
    h.create_dataset("never", shape=(N, 3), dtype="f4")
    sparse(h.create_group("sparse"), "csr_matrix", np.zeros(1), np.zeros(1, "i4"),
           np.array([0] + [1] * 1000), (1000, 10**6))

with h5py.File("overflow.h5ad", "w") as h:
    h.create_dataset("X", shape=(10**12, 10**6), dtype="f4", chunks=(1000, 100))

with h5py.File("records.h5ad", "w") as h:
    h["X"] = GRID.astype("f4")
    records = np.zeros(N, dtype=[("index", "S8"), ("kind", "i1"), ("batch", "i4")])
    records["index"] = [name.encode() for name in NAMES]
    records["kind"] = np.array([0, 1, -1, 0, 1, 0])
    records["batch"] = np.arange(N) + 5
    h["obs"] = records
    h["uns/kind_categories"] = np.array(["B", "T"], dtype=object)
